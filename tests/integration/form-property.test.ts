import fc from "fast-check";
import { expect, test } from "vitest";
import { byteLength, compileBundle } from "#app/core/bundle/bundle.ts";
import { expandRules } from "#app/core/bundle/index-rule.ts";
import { BLOCK_TYPES, blocksOf, isSafeLink, SURFACES } from "#app/core/campaigns/content.ts";
import { storedSettings } from "#app/contract/settings.schema.ts";
import { GROUP_KINDS } from "#app/core/campaigns/settings.ts";
import { USUAL_LIMITS } from "#app/core/eligibility/decide.ts";
import { COMPARISONS, DEEDS, NUMBER_FACTS, TEXT_FACTS } from "#app/core/targeting/rule.ts";
import { TRIGGER_KINDS } from "#app/core/triggers/trigger.ts";
import { newBlock, type BlockForm } from "#app/features/campaigns/block.form.ts";
import { EMPTY_FORM, formOf, parseCampaignForm, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_VARIANT } from "#app/features/campaigns/variant.form.ts";

const ZONE = "Europe/Vienna";

/** Mostly what a merchant writes; sometimes what breaks things. */
const words = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("Hello", "/collections/all", "https://cdn.example.com/a.png", "A\nB", "15", "fern-pot"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom("", "javascript:x", "<b>", "[a](/b)", "\0", "\ud83d", "x".repeat(2_000)) },
);
/** What the field wants, nearly always. */
const mostly = (good: string) =>
  fc.oneof({ weight: 29, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: words });
const block = fc.record({
  type: fc.constantFrom(...BLOCK_TYPES),
  text: fc.oneof(
    { weight: 9, arbitrary: mostly("Tea?") },
    { weight: 9, arbitrary: mostly("Hi {{ code }}") },
    { weight: 1, arbitrary: mostly("{{ x }}") },
  ),
  half: fc.boolean(),
  address: mostly("https://cdn.example.com/a.png"),
  alt: mostly("A kettle"),
  act: fc.constantFrom("link", "close", "next", "discount"),
  code: mostly("TEN"),
  consent: mostly("No [spam](/spam)."),
  withName: fc.boolean(),
  answers: mostly("A\nB"),
  ends: fc.constantFrom("at", "minutes"),
  at: fc.constantFrom("2026-12-24T18:00", "soon"),
  minutes: mostly("15"),
  from: fc.constantFrom("chosen", "recent", "recommended"),
  products: mostly("fern-pot"),
}) satisfies fc.Arbitrary<Omit<BlockForm, "name">>;
const named = (blocks: Omit<BlockForm, "name">[]): BlockForm[] => {
  const made: BlockForm[] = [];
  for (const { type, ...rest } of blocks)
    made.push(
      newBlock(
        type,
        made.map((one) => one.name),
        rest,
      ),
    );
  return made;
};
const condition = fc.record({
  fact: fc.constantFrom(...TEXT_FACTS, ...NUMBER_FACTS, ...DEEDS),
  how: fc.constantFrom(...COMPARISONS, "least" as const, "less" as const),
  value: fc.oneof(mostly("2"), mostly("/*"), mostly("mon, tue")),
  campaign: fc.constantFrom(0, 7),
  days: mostly("30"),
});
const form: fc.Arbitrary<CampaignForm> = fc
  .record({
    surface: fc.constantFrom(...SURFACES),
    placement: fc.constantFrom("home", "", "a b"),
    teaser: mostly("Open"),
    holdout: fc.constantFrom("0", "10", "50"),
    blocks: fc.array(block, { maxLength: 5 }),
    triggers: fc.array(fc.record({ kind: fc.constantFrom(...TRIGGER_KINDS), value: mostly("15") }), { maxLength: 3 }),
    triggerMode: fc.constantFrom("any" as const, "all" as const),
    conditions: fc.array(
      fc.record({ mode: fc.constantFrom(...GROUP_KINDS), conditions: fc.array(condition, { maxLength: 2 }) }),
      { maxLength: 2 },
    ),
    conditionMode: fc.constantFrom("all" as const, "any" as const),
    from: fc.oneof({ weight: 9, arbitrary: fc.constantFrom("", "2026-12-01T09:00") }, fc.constant("soon")),
    until: fc.constantFrom("", "2026-12-24T18:00", "2026-11-01T00:00"),
    frequency: fc.constantFrom("page" as const, "visit" as const, "day" as const, "days" as const, "once" as const),
    frequencyTimes: mostly("3"),
    mostDismissals: mostly("2"),
  })
  .map(({ blocks, ...rest }) => ({
    ...EMPTY_FORM,
    ...rest,
    name: "Any",
    rules: [],
    variants: [
      { ...EMPTY_VARIANT, steps: [[newBlock("heading", [], { text: "Hi", name: "heading9" }), ...named(blocks)]] },
    ],
  }));

test("whatever is typed into the form: what it takes compiles, fits into the index, and comes back as it was; the rest is named", () => {
  let taken = 0;
  fc.assert(
    fc.property(form, (typed) => {
      const parsed = parseCampaignForm(typed, ZONE);
      if (!parsed.ok) {
        expect(Object.values(parsed.errors).every((message) => message !== undefined && message !== "")).toBe(true);
        return;
      }
      taken++;
      const settings = { ...parsed.campaign.settings, rules: [] };
      expect(storedSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
      const published = { id: 1, version: 1, run: 1, priority: 50, hashes: ["hash"], settings };
      const { index, contents } = compileBundle(1, [published], new Map(), { ...USUAL_LIMITS, timeZone: ZONE });
      expect(JSON.parse(JSON.stringify({ index, contents }))).toEqual({ index, contents });
      expect(byteLength(JSON.stringify(index))).toBeLessThan(4_096);
      expect(expandRules(index.c[0]?.j ?? [])).toEqual([]);
      for (const { content } of settings.variants) {
        expect(blocksOf(content).size).toBe(content.steps.flat().length);
        for (const one of content.steps.flat()) {
          if (one.type === "image") expect(isSafeLink(one.url)).toBe(true);
          if (one.type === "button" && one.act[0] === "link") expect(isSafeLink(one.act[1])).toBe(true);
        }
      }
      // Saved and opened again, the form is taken again and says the same.
      const again = parseCampaignForm(formOf({ ...parsed.campaign, settings }, new Map(), ZONE), ZONE);
      expect(again.ok && again.campaign.settings).toEqual(parsed.campaign.settings);
    }),
    { numRuns: 2_000 },
  );
  // The test would say nothing if nothing were taken.
  expect(taken).toBeGreaterThan(100);
});
