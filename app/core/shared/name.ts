/** Names compare after NFKC, trimming, collapsing of white space and case folding: "VIP " and "vip" are one name. */
export const nameKey = (name: string): string =>
  name.normalize("NFKC").trim().replace(/\s+/gu, " ").toUpperCase().toLowerCase();

/** What a hurried reader sees of a name: letters and figures, without accents and a plural's s. */
const gist = (name: string) =>
  nameKey(name)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word))
    .join(" ");

const SHORT = 6;

/**
 * The existing name that a new one is probably a slip of: the same but for accents, punctuation and plurals, or one
 * letter off in names that are not short. Undefined = none, or the name exists as it is.
 */
export function nearDuplicate(name: string, existing: readonly string[]): string | undefined {
  const own = gist(name);
  if (own === "" || existing.some((other) => nameKey(other) === nameKey(name))) return undefined;
  return existing.find((other) => {
    const theirs = gist(other);
    return theirs === own || (own.length >= SHORT && isOneLetterOff(own, theirs));
  });
}

/**
 * One letter changed, added, left out, or two neighbours swapped. Figures tell names apart: "Spring 25" is not "Spring
 * 26".
 */
function isOneLetterOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.replace(/\P{N}/gu, "") !== b.replace(/\P{N}/gu, "")) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB === `${restA[1] ?? ""}${restA[0] ?? ""}`;
}
