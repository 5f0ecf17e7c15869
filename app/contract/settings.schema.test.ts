import { expect, it } from "vitest";
import { makeContent } from "#app/core/campaigns/content.fake.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import type { When } from "#app/core/audiences/enrol.ts";
import { storedContent, storedSettings } from "./settings.schema.ts";

const content = makeContent([{ type: "heading", name: "heading", text: "Hello" }]);
/** As little as any release has stored. */
const oldest = {
  variants: [{ id: "a", weight: 1, content }],
  trigger: ["delay", 5] as const,
  frequency: ["visit"] as const,
  clickWindowDays: 5,
};

it("fills in what an earlier release did not know", () => {
  expect(storedSettings(oldest)).toEqual({
    ...oldest,
    placement: "",
    holdout: 0,
    include: [],
    exclude: [],
    pageTypes: [],
    visitor: "any",
    devices: [],
    conditions: ["all", []],
    schedule: { from: null, until: null },
    stopAfterClick: false,
    stopAfterOrder: false,
    mostDismissals: 0,
    rules: [],
  } satisfies CampaignSettings);
});

it.each<When>([
  { on: "click" },
  { on: "submit" },
  { on: "cart" },
  { on: "checkout" },
  { on: "view", seconds: 3 },
  { on: "engagement", element: "copy", times: 2 },
  { on: "order", products: [8_001] },
  { on: "page", path: "/pages/club" },
  { on: "goal", name: "quiz" },
])("keeps a rule on $on as it is", (when) => {
  const rules: CampaignSettings["rules"] = [
    { when, variant: null, block: "button", then: { do: "add", segment: 7 } },
    { when, variant: "b", block: null, then: { do: "set", name: "likes", value: "tea" } },
  ];
  expect(storedSettings({ ...oldest, rules }).rules).toEqual(rules);
});

it("says where settings can't be read", () => {
  expect(() => storedSettings({ ...oldest, trigger: ["fall"] })).toThrow("stored settings can't be read: trigger");
  expect(() => storedSettings("no settings")).toThrow("stored settings can't be read");
});

it("reads a content by itself", () => {
  expect(storedContent(content)).toEqual(content);
  expect(() => storedContent({ ...content, surface: "carpet" })).toThrow("surface");
});
