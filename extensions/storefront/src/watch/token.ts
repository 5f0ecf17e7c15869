/** Names the cart: what is known of one says nothing of the next, which another window's checkout may have begun. */
export const cartToken = (): string => /(?:^|; )cart=([^;?%]+)/.exec(document.cookie)?.[1] ?? "";
