/** The handle of the viewed product, if the page is one's: an embed is promised no `product` (in any language's path). */
export const productHandle = (): string | undefined => /\/products\/([^/]+)/.exec(location.pathname)?.[1];
