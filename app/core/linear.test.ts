import { expect, test } from "vitest";
import { isSafeLink, partsOf } from "./campaigns/content.ts";
import { mergeText, unknownField } from "./campaigns/merge.ts";
import { parsePasted } from "./segments/pasted.ts";
import { parseDecimal } from "./shared/money.ts";
import { nameKey, nearDuplicate } from "./shared/name.ts";
import { matches, type Facts } from "./targeting/rule.ts";
import { hasControls, inOneLine, isStorable, storable } from "./shared/text.ts";

/** What reads a text that somebody can paste, each with the texts on which a careless pattern goes back and forth. */
const VALUES = { "customer.first_name": "Ada", "cart.total": "1", "cart.items": "1", code: "X" };
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  parsePasted,
  isSafeLink,
  partsOf,
  unknownField,
  parseDecimal,
  nameKey,
  hasControls,
  inOneLine,
  isStorable,
  storable,
  mergeText: (text) => mergeText(text, VALUES),
  "a condition on an address": (text) => matches(["text", ["path", "like", [`${"*a".repeat(50)}b`]]], at(text)),
  nearDuplicate: (text) => nearDuplicate(text, ["Fern fans"]),
};
const at = (path: string): Facts => ({
  belowRoot: "/",
  pageType: "page",
  device: "phone",
  returning: false,
  segments: new Set(),
  text: () => path,
  number: () => 0,
  past: () => 0,
});
const TEXTS: Readonly<Record<string, (n: number) => string>> = {
  "one letter": (n) => "a".repeat(n),
  digits: (n) => "1".repeat(n),
  spaces: (n) => `x${" ".repeat(n)}x`,
  "line breaks": (n) => `x${"\r\n".repeat(n / 2)}x`,
  quotes: (n) => `x${"'".repeat(n)}x`,
  "dots behind an @": (n) => `a@${".".repeat(n)}"x`,
  "an address of many parts": (n) => `https://${"a.".repeat(n / 2)}@`,
  "many @": (n) => "@".repeat(n),
  "open brackets": (n) => "[".repeat(n),
  "open angles": (n) => "<".repeat(n),
  "half a link, often": (n) => "[a](".repeat(n / 4),
  "a field and spaces": (n) => `{{ code${" ".repeat(n)}x`,
  "open braces": (n) => "{".repeat(n),
  "half a field, often": (n) => '{{ code | default: "'.repeat(n / 20),
  "commas and semicolons": (n) => ",;".repeat(n / 2),
  "accents on one letter": (n) => `e${"\u0301".repeat(n)}`,
};

const N = 20_000;

/** The least of some runs, in milliseconds: what the machine does beside it only adds. */
function timeOf(read: (text: string) => unknown, text: string): number {
  let least = Infinity;
  for (let run = 0; run < 5 && (run < 2 || least > 1); run++) {
    const started = performance.now();
    read(text);
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

test.each(Object.entries(READERS))("%s takes twice as long for twice the text, no longer", (_name, read) => {
  for (const [what, make] of Object.entries(TEXTS)) {
    const [once, twice] = [timeOf(read, make(N)), timeOf(read, make(2 * N))];
    // Quadratic would be fourfold. Below some milliseconds the clock and the collector are louder than the text.
    expect(twice, `${what}: ${once.toFixed(1)} ms, then ${twice.toFixed(1)} ms`).toBeLessThan(Math.max(20, 3 * once));
  }
});
