import { describe, expect, test } from "vitest";
import type { When } from "../audiences/enrol.ts";
import type { Content } from "../campaigns/content.ts";
import type { CampaignSettings } from "../campaigns/settings.ts";
import { USUAL_LIMITS } from "../eligibility/decide.ts";
import { makeContent } from "../campaigns/content.fake.ts";
import {
  byteLength,
  compileBundle,
  firstVariant,
  INDEX_LIMIT,
  PRINTED_CONTENTS_LIMIT,
  type PublishedCampaign,
} from "./bundle.ts";

const settings: CampaignSettings = {
  variants: [{ id: "a", weight: 50, content: makeContent([{ type: "heading", name: "heading", text: "Welcome" }]) }],
  placement: "",
  holdout: 0,
  trigger: ["delay", 5],
  include: [],
  exclude: [],
  pageTypes: [],
  visitor: "any",
  devices: [],
  conditions: ["all", []],
  frequency: ["visit"],
  stopAfterClick: true,
  stopAfterOrder: false,
  mostDismissals: 0,
  schedule: { from: null, until: null },
  rules: [],
  clickWindowDays: 5,
};
const clickJoins = {
  when: { on: "click" },
  variant: null,
  block: "button",
  then: { do: "add", segment: 8 },
} as const;
const campaign = (id: number, more: Partial<CampaignSettings> = {}, priority = 50): PublishedCampaign => ({
  id,
  version: 1,
  run: 1,
  priority,
  hashes: [`hash-${id}`, `hash-${id}b`],
  settings: { ...settings, ...more },
});
const SHOP = { ...USUAL_LIMITS, timeZone: "Europe/Vienna" };
const keys = new Map([
  [7, "Kq3xY-0a"],
  [8, "Zz9_b1Qe"],
]);

test("settings become one rule: every condition, one of the included segments, none of the excluded", () => {
  const { index } = compileBundle(
    3,
    [
      campaign(1, {
        stopAfterOrder: true,
        include: [7],
        exclude: [8],
        pageTypes: ["product"],
        devices: ["phone"],
        visitor: "new",
        conditions: ["all", [["any", [["text", ["country", "is", ["de"]]]]]]],
        rules: [clickJoins],
      }),
    ],
    keys,
    SHOP,
  );
  expect(index).toEqual({
    v: 3,
    l: [2, 24],
    z: "Europe/Vienna",
    c: [
      {
        i: 1,
        v: 1,
        r: 1,
        w: [
          "all",
          [
            ["page", ["product"]],
            ["device", ["phone"]],
            ["any", [["text", ["country", "is", ["de"]]]]],
            ["visitor", "new"],
            ["any", [["segment", "Kq3xY-0a"]]],
            ["none", [["segment", "=1"]]],
            ["none", [["segment", "Zz9_b1Qe"]]],
          ],
        ],
        q: 3,
        t: [1, [["delay", 5]]],
        f: [1, 0],
        c: 1,
        j: [["click", "button", "+Zz9_b1Qe"]],
        h: "hash-1",
      },
    ],
  });
});

test("paths are compiled into their normal form, whenever they were saved; those of a language hold in it alone", () => {
  const compiled = (condition: CampaignSettings["conditions"][1][number][1][number]) =>
    compileBundle(1, [campaign(1, { conditions: ["all", [["all", [condition]]]] })], keys, SHOP).index.c[0]?.w;
  expect(compiled(["text", ["path", "starts", ["/collections/fr%c3%bchling"]]])).toEqual([
    "all",
    [["all", [["text", ["path", "starts", ["/collections/frühling"]]]]]],
  ]);
  expect(compiled(["text", ["path", "is", ["/fr/sale", "/cart"]]])).toEqual([
    "all",
    [
      [
        "all",
        [
          [
            "any",
            [
              [
                "all",
                [
                  ["folder", "/fr/"],
                  ["text", ["path", "is", ["/sale", "/sale/"]]],
                ],
              ],
              ["text", ["path", "is", ["/cart", "/cart/"]]],
            ],
          ],
        ],
      ],
    ],
  ]);
  expect(compiled(["text", ["referrer", "starts", ["https://news.example/a"]]])).toEqual([
    "all",
    [["all", [["text", ["referrer", "starts", ["news.example/a"]]]]]],
  ]);
});

test("variants, holdout, place and an e-mail form are named where they are not the usual", () => {
  const email = { type: "email", name: "email", label: "", consent: "", withName: false } as const;
  const variant = (id: string, content: Content) => ({ id, weight: 50, content });
  const { index, contents } = compileBundle(
    1,
    [
      campaign(1, { variants: [variant("a", makeContent([])), variant("b", makeContent([email]))], holdout: 10 }),
      campaign(2, { variants: [variant("a", makeContent([], { surface: "bar" }))] }),
      campaign(3, { variants: [variant("a", makeContent([], { surface: "inline" }))], placement: "home" }),
    ],
    keys,
    SHOP,
  );
  expect(index.c.map(({ h, o, p, e }) => ({ h, o, p, e }))).toEqual([
    {
      h: [
        ["a", 50, "hash-1"],
        ["b", 50, "hash-1b"],
      ],
      o: 10,
      e: 1,
    },
    { h: "hash-2", p: 0 },
    { h: "hash-3", p: "home" },
  ]);
  // Inline content first: it may not wait for a request.
  expect(Object.keys(contents)).toEqual(["hash-3", "hash-1", "hash-1b", "hash-2"]);
});

test("what the rule asks for is named, and what needs nothing at all may show before consent", () => {
  const bar = [{ id: "a", weight: 1, content: makeContent([], { surface: "bar" }) }] as const;
  const free = { variants: bar, frequency: ["page"], stopAfterClick: false } as const;
  const flags = (more: Partial<CampaignSettings>) => {
    const [entry] = compileBundle(1, [campaign(1, { ...free, ...more })], keys, SHOP).index.c;
    return [entry?.q, entry?.n];
  };
  expect(flags({})).toEqual([undefined, 1]);
  expect(flags({ visitor: "new" })).toEqual([1, undefined]);
  expect(flags({ include: [7] })).toEqual([2, undefined]);
  expect(flags({ include: [7], visitor: "new" })).toEqual([3, undefined]);
  expect(flags({ frequency: ["visit"] })).toEqual([undefined, undefined]);
  expect(flags({ stopAfterClick: true })).toEqual([undefined, undefined]);
  expect(flags({ mostDismissals: 1 })).toEqual([undefined, undefined]);
  expect(flags({ holdout: 10 })).toEqual([undefined, undefined]);
  expect(flags({ trigger: ["any", [["load"], ["pages", 2]]] })).toEqual([undefined, undefined]);
  expect(flags({ variants: settings.variants })).toEqual([undefined, undefined]);
});

test("a schedule and what full screens owe to search engines are conditions too", () => {
  const full = [{ id: "a", weight: 1, content: makeContent([], { surface: "full" }) }] as const;
  const rule = (more: Partial<CampaignSettings>) => compileBundle(1, [campaign(1, more)], keys, SHOP).index.c[0]?.w[1];
  expect(rule({ schedule: { from: 100, until: 200 } })).toEqual([
    ["number", ["time", "least", 100]],
    ["number", ["time", "less", 200]],
  ]);
  expect(JSON.stringify(rule({ variants: full }))).toContain('["none",[["all",[["device",["phone"]],["text",["came"');
});

test("groups of conditions nest, and this campaign is named by its id", () => {
  const [entry] = compileBundle(
    1,
    [
      campaign(5, {
        conditions: [
          "any",
          [
            ["none", [["past", [0, "shown", "least", 2, 7]]]],
            ["all", [["past", [9, "clicked", "least", 1, 30]]]],
          ],
        ],
      }),
    ],
    keys,
    SHOP,
  ).index.c;
  expect(entry?.w).toEqual([
    "all",
    [
      [
        "any",
        [
          ["none", [["past", [5, "shown", "least", 2, 7]]]],
          ["all", [["past", [9, "clicked", "least", 1, 30]]]],
        ],
      ],
    ],
  ]);
  expect(entry?.q).toBe(1);
});

test("a goal to watch for, and dismissals that end it, are named", () => {
  const entry = (more: Partial<CampaignSettings>) => compileBundle(1, [campaign(1, more)], keys, SHOP).index.c[0];
  const rule = (when: When) => [{ ...clickJoins, block: null, when }] as const;
  expect(entry({ rules: rule({ on: "goal", name: "wishlist" }) })).toMatchObject({
    j: [["goal", 0, "", "wishlist"]],
  });
  expect(entry({ rules: rule({ on: "submit" }), mostDismissals: 3 })).toMatchObject({ d: 3 });
  expect(entry({ rules: rule({ on: "submit" }) })).not.toHaveProperty("g");
});

test("until one is drawn, events are of the first variant", () => {
  expect(firstVariant("hash")).toBe("a");
  expect(firstVariant([["b", 1, "hash"]])).toBe("b");
  expect(firstVariant([])).toBe("a");
});

test("a variant without a hash is a bug, and says so", () => {
  expect(() => compileBundle(1, [{ ...campaign(1), hashes: [] }], keys, SHOP)).toThrow("variant 0 has no hash");
});

test("highest priority first, then the older campaign", () => {
  const { index } = compileBundle(
    1,
    [campaign(3), campaign(2), campaign(1, { stopAfterClick: false }, 10)],
    keys,
    SHOP,
  );
  expect(index.c.map((entry) => [entry.i, entry.c])).toEqual([
    [2, 1],
    [3, 1],
    [1, undefined],
  ]);
});

test("a segment without a key is a bug, and says so", () => {
  expect(() => compileBundle(1, [campaign(1, { include: [9] })], keys, SHOP)).toThrow("segment 9 has no key");
});

describe("size", () => {
  const many = Array.from({ length: 400 }, (_, id) =>
    campaign(id + 1, {
      variants: [
        { id: "a", weight: 50, content: makeContent([{ type: "text", name: "text", text: "x".repeat(200) }]) },
      ],
      include: [7],
      pageTypes: ["product", "index"],
      devices: ["phone"],
      rules: [clickJoins],
    }),
  );
  const { index, contents } = compileBundle(1, many, keys, SHOP);

  test("an entry takes at most 250 bytes on average, so 400 campaigns fit into the metafield", () => {
    expect(byteLength(JSON.stringify(index)) / many.length).toBeLessThanOrEqual(250);
    expect(byteLength(JSON.stringify(index))).toBeLessThan(INDEX_LIMIT);
  });

  test("contents are printed while they add at most 8 KB, the highest priority first", () => {
    expect(byteLength(JSON.stringify(Object.values(contents)))).toBeLessThan(PRINTED_CONTENTS_LIMIT + 100);
    expect(Object.keys(contents)[0]).toBe("hash-1");
    expect(Object.keys(contents).length).toBeLessThan(many.length);
  });
});

test.each(["", "abc", "ä", "€", "🫖", "a🫖€ä"])("bytes of %j", (text) => {
  expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
});
