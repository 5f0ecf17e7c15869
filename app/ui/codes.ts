import type { Suggestion } from "./suggestion.ts";

const LETTERS = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z".split(" ");
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
/** Regions by ISO 3166 or Unicode that nobody's address is in: unions, islands of other countries, codes for tests. */
const NO_COUNTRIES = new Set(["CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "UN", "XA", "XB", "ZZ"]);

const named = (codes: readonly string[], type: "region" | "language"): Suggestion[] => {
  const names = new Intl.DisplayNames("en", { type, fallback: "none" });
  return codes
    .flatMap((value) => {
      const name = names.of(value);
      return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
    })
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
};

/** Countries by their codes; those that are no more (DD) stand for another one, and are left out. */
export const countries = (): Suggestion[] =>
  named(
    PAIRS.filter((code) => !NO_COUNTRIES.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`),
    "region",
  );

/** Languages by their codes of two letters. */
export const languages = (): Suggestion[] =>
  named(
    PAIRS.map((pair) => pair.toLowerCase()).filter((code) => Intl.getCanonicalLocales(code)[0] === code),
    "language",
  );
