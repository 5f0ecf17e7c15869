/**
 * Whether the database can keep a text: PostgreSQL's text takes no NUL, its JSON no half of a character that is written in
 * two (a lone surrogate).
 */
export const isStorable = (text: string): boolean => !text.includes("\0") && !/\p{Cs}/u.test(text);

/** The text with what the database can't keep replaced by the sign for that, U+FFFD. */
export const storable = (text: string): string => text.replaceAll("\0", "\uFFFD").replace(/\p{Cs}/gu, "\uFFFD");

/**
 * Characters that steer instead of showing: C0 and C1 (tab and line breaks among them), delete, and the separators of lines
 * and paragraphs. None occurs in an address, a name or a number.
 */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
export const hasControls = (text: string): boolean => text.search(CONTROLS) !== -1;

/** The text in one line, a space for each run of such characters. */
export const inOneLine = (text: string): string => text.replace(CONTROLS, " ");
