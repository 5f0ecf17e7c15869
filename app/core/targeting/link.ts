/** A link of the shop in the language whose root that is. What names a language itself, or a file, stays as it is. */
export const linkBelow = (address: string, root: string): string =>
  /^\/(?!\/|cdn\/|[a-z]{2}(-[a-z0-9]{2,})?(\/|$))/i.test(address) ? root + address.slice(1) : address;
