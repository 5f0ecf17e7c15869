import { expect, test } from "vitest";
import { adviceFor } from "#app/features/campaigns/advice.ts";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_RULE } from "#app/features/campaigns/rule.form.ts";
import { popupForm } from "../support/content-form.ts";

const advised = (part: Partial<CampaignForm>) => adviceFor({ ...EMPTY_FORM, ...popupForm(), ...part }).join("\n");

test("what a new campaign begins with needs no advice", () => expect(advised({})).toBe(""));

test.each<[string, Partial<CampaignForm>, string]>([
  ["no rule", { rules: [] }, "Nothing follows from it"],
  ["an address that joins nothing", popupForm({ email: true }), "Who signs up joins no audience"],
  ["a popup at once", { triggers: [{ kind: "load", value: "" }] }, "before anybody has seen it"],
  ["a popup after a second", { triggers: [{ kind: "delay", value: "1" }] }, "before anybody has seen it"],
  ["on every page", { frequency: "page" }, "comes back on every page"],
  ["a full screen", { surface: "full" }, "the loudest that there is"],
  ["an order's rule without a holdout", { rules: [{ ...EMPTY_RULE, when: "order" }] }, "a tenth held out"],
])("%s is worth a thought", (_what, part, said) => expect(advised(part)).toContain(said));

test("what is no trouble is not spoken of", () => {
  expect(advised({ surface: "bar", triggers: [{ kind: "load", value: "" }] })).toBe("");
  const both = [
    { kind: "load" as const, value: "" },
    { kind: "scroll" as const, value: "50" },
  ];
  expect(advised({ triggers: both, triggerMode: "all" })).toBe("");
  expect(advised({ surface: "inline", frequency: "page" })).toBe("");
  expect(advised({ rules: [{ ...EMPTY_RULE, when: "order" }], holdout: "10" })).toBe("");
});
