import { build } from "esbuild";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  COMPARISONS,
  DEEDS,
  DEVICES,
  matches,
  NUMBER_FACTS,
  PAGE_TYPES,
  TEXT_FACTS,
  type Rule,
} from "#app/core/targeting/rule.ts";
import { browserForAll } from "../support/shop-for-all.ts";

const browser = browserForAll({ keeps: true });

const words = fc.constantFrom("", "/", "/tea", "/TEA/*", "*a*b", "ß", "İ", "é.+(", "|plants|", "\u202etea");
const number = fc.constantFrom(0, 1, 49.9, 50, 1e9);
const condition = fc.oneof(
  fc.tuple(fc.constant("page"), fc.subarray([...PAGE_TYPES])),
  fc.tuple(fc.constant("device"), fc.subarray([...DEVICES])),
  fc.tuple(fc.constant("visitor"), fc.constantFrom("new", "returning")),
  fc.tuple(fc.constant("segment"), fc.constantFrom("a", "=1")),
  fc.tuple(fc.constant("folder"), fc.constantFrom("/fr/", "/en-ca/")),
  fc.tuple(
    fc.constant("text"),
    fc.tuple(fc.constantFrom(...TEXT_FACTS), fc.constantFrom(...COMPARISONS), fc.array(words, { maxLength: 3 })),
  ),
  fc.tuple(fc.constant("number"), fc.tuple(fc.constantFrom(...NUMBER_FACTS), fc.constantFrom("least", "less"), number)),
  fc.tuple(
    fc.constant("past"),
    fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(...DEEDS), fc.constantFrom("least", "less"), number, number),
  ),
) as unknown as fc.Arbitrary<Rule>;
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    condition,
    fc.tuple(fc.constantFrom("all", "any", "none"), fc.array(tie("rule"), { maxLength: 4 })) as fc.Arbitrary<Rule>,
  ),
}));
/** Facts that can be handed to a browser. */
const plain = fc.record({
  belowRoot: fc.constantFrom("/", "/fr/"),
  pageType: fc.constantFrom(...PAGE_TYPES, "customers/account"),
  device: fc.constantFrom(...DEVICES),
  returning: fc.boolean(),
  segments: fc.subarray(["a", "=1"]),
  text: words,
  number,
});
type Plain = typeof plain extends fc.Arbitrary<infer T> ? T : never;

/** Decides every case; runs here and, by its source, in the browser. */
const decideAll = (cases: readonly (readonly [Rule, Plain])[], meets: typeof matches): boolean[] =>
  cases.map(([one, { segments, text, number: amount, ...facts }]) =>
    meets(one, {
      ...facts,
      segments: new Set(segments),
      text: () => text,
      number: () => amount,
      past: () => amount,
    }),
  );

test("a browser and the server decide any rule on any facts alike", async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { matches } from "./app/core/targeting/rule.ts";`, resolveDir: "." },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: "core",
    target: "es2022",
  });
  const page = await browser().newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  const cases = fc.sample(fc.tuple(rule, plain), 3_000);
  const there = await page.evaluate<boolean[]>(`(${decideAll.toString()})(${JSON.stringify(cases)}, core.matches)`);
  expect(there).toEqual(decideAll(cases, matches));
  expect(new Set(there).size).toBe(2);
});
