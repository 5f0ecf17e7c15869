/** What a merchant may be helped to name (features/mirror finds it). */
export const SUGGESTED = [
  "product",
  "collection",
  "handle",
  "path",
  "type",
  "vendor",
  "productTag",
  "customerTag",
] as const;
export type Suggested = (typeof SUGGESTED)[number];

/** Something that may be chosen while a text is typed: what is stored, and what it is called. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}
