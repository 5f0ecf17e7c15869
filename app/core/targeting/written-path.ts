import { plainPath } from "./address.ts";
import type { Comparison } from "./rule.ts";

/** A language's folder as Shopify names them: a language, perhaps a region's or a market's name behind it. */
const FOLDER = /^\/[a-z]{2}(-[a-z0-9]{2,})?(?=\/|$)/i;

/** The root of the language in whose folder the path lies, where the page can't be asked; "/" if it lies in none. */
export const rootOf = (path: string): string => `${FOLDER.exec(path)?.[0] ?? ""}/`;

/**
 * A path, or a part of one, as somebody wrote it for comparison: perhaps copied out of the address bar, with the shop's
 * address before it and a query behind. A language's folder stays: it was written on purpose.
 */
export function writtenPath(text: string): string {
  const path = text.trim().replace(/^https?:\/\/[^/?#]+(?=[/?#]|$)/i, "");
  const whole = path === text.trim() ? path : path.replace(/[?#].*$/s, "") || "/";
  return plainPath(whole.replaceAll(" ", "%20"));
}

/**
 * Which paths in their normal form are meant by one that was written, and the root of the language in whose folder it
 * lies ("/" = in none): to be exactly a page is to be it with a slash at its end, too.
 */
export function meantPaths(
  how: Comparison,
  text: string,
): { readonly root: string; readonly paths: readonly string[] } {
  const written = writtenPath(text);
  const root = rootOf(written);
  const path = plainPath(written, root);
  if (how !== "is" || path === "/") return { root, paths: [path] };
  const page = path.endsWith("/") ? path.slice(0, -1) : path;
  return { root, paths: [page, `${page}/`] };
}
