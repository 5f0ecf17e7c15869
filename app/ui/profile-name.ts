/** A profile in words. Its handle: "c" and a customer's number, or "v" and a visitor's reference. */
export const profileName = (handle: string): string =>
  handle.startsWith("c") ? `Customer ${handle.slice(1)}` : `Visitor ${handle.slice(1, 9)}`;

export const profileUrl = (handle: string): string => `/app/people/${handle}`;
