/** Something that may be chosen while a text is typed: what is stored, and what it is called. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}
