/**
 * The one normal form of paths, in which the browser, the server and its SQL compare them. One page has many addresses:
 * browsers write letters beyond ASCII in percents, people do not, and each language of a shop has a folder of its own.
 */

/** Letters beyond ASCII in percents. What stands for ASCII stays: "%2F" is no slash, and decoding twice decodes no more. */
const LETTERS = /(%[89a-f].)+/gi;
/** Nothing that steers, whatever the percents stand for. */
const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;

/**
 * `path` in its normal form: letters as letters (NFC), small, without the folder of the page's language. `root`: that
 * folder with its slashes, as Shopify's themes know it ("/fr/"). What is no UTF-8 stays as it is written.
 */
export function plainPath(path: string, root = "/"): string {
  const below = `${path}/`.startsWith(root) ? path.slice(root.length - 1) || "/" : path;
  return below
    .replace(LETTERS, (coded) => decoded(coded).replace(CONTROLS, "\ufffd"))
    .toLowerCase()
    .normalize();
}

function decoded(letters: string): string {
  try {
    return decodeURIComponent(letters);
  } catch {
    return letters;
  }
}
