import { newBlock, type BlockForm } from "../../app/features/campaigns/block.form.ts";
import { EMPTY_FORM, type CampaignForm } from "../../app/features/campaigns/campaign.form.ts";
import { EMPTY_RULE, type RuleForm } from "../../app/features/campaigns/rule.form.ts";
import { EMPTY_VARIANT } from "../../app/features/campaigns/variant.form.ts";

/** What shoppers of the history do with a campaign, and who is shown it. */
export interface PlannedCampaign {
  /** Days after the history's beginning on which it goes live. */
  readonly starts: number;
  readonly form: CampaignForm;
  /**
   * Shown to members of these audiences or segments only; empty = to all. By name: their ids come with the campaigns
   * before.
   */
  readonly to: readonly string[];
  /** On pages whose path begins with it. */
  readonly on: string;
  /** Of those who see it, the share that does what it asks for. */
  readonly works: number;
  /** How they do it. */
  readonly by: "click" | "submit" | "copy" | "look";
}

const rule = (audience: string, more: Partial<RuleForm> = {}): RuleForm => ({ ...EMPTY_RULE, audience, ...more });
const button = (text: string, address: string): BlockForm => newBlock("button", [], { text, address });
const heading = (text: string): BlockForm => newBlock("heading", [], { text });

type Settings = Partial<Omit<CampaignForm, "name" | "rules" | "variants">>;
const form = (name: string, blocks: BlockForm[], rules: RuleForm[], more: Settings = {}): CampaignForm => ({
  ...EMPTY_FORM,
  ...more,
  name,
  rules,
  variants: [{ ...EMPTY_VARIANT, steps: [blocks] }],
});

/** A dozen campaigns of one shop over 90 days: entries that anybody may see, and what follows for those who joined. */
export const PLAN: readonly PlannedCampaign[] = [
  {
    starts: 0,
    form: form(
      "Welcome: 10 % for your address",
      [
        heading("10 % off your first pot"),
        newBlock("email", [], { text: "Send me the code", consent: "News, twice a month." }),
      ],
      [rule("Newsletter friends", { when: "submit", block: "email" })],
      { holdout: "10", visitor: "new", triggers: [{ kind: "delay", value: "8" }], priority: "60" },
    ),
    to: [],
    on: "/",
    works: 0.16,
    by: "submit",
  },
  {
    starts: 0,
    form: form(
      "Kettles are back",
      [heading("The copper kettle is back"), button("See it", "/products/copper-kettle")],
      [rule("Kettle fans", { when: "click", block: "button" })],
      { surface: "bar", triggers: [{ kind: "load", value: "" }] },
    ),
    to: [],
    on: "/collections",
    works: 0.12,
    by: "click",
  },
  {
    starts: 5,
    form: form(
      "Which tea are you?",
      [
        heading("One question"),
        newBlock("choice", [], { text: "What do you drink?", answers: "Green\nBlack\nHerbal" }),
      ],
      [rule("Tea drinkers", { when: "submit", block: "choice" })],
      { surface: "slide", triggers: [{ kind: "scroll", value: "50" }] },
    ),
    to: [],
    on: "/products/green-tea",
    works: 0.3,
    by: "submit",
  },
  {
    starts: 8,
    form: form(
      "Fern care guide",
      [heading("Keep your fern happy"), button("Read the guide", "/pages/ferns")],
      [rule("Plant people", { when: "view", block: "", seconds: "5" })],
      { surface: "slide", triggers: [{ kind: "idle", value: "10" }] },
    ),
    to: [],
    on: "/products/fern-pot",
    works: 0.45,
    by: "look",
  },
  {
    starts: 12,
    form: form(
      "Before you go",
      [heading("Your cart waits"), button("Back to the cart", "/cart")],
      [rule("Almost left", { when: "click", block: "button" })],
      { holdout: "10", triggers: [{ kind: "exit", value: "" }], priority: "70" },
    ),
    to: [],
    on: "/cart",
    works: 0.2,
    by: "click",
  },
  {
    starts: 14,
    form: form(
      "Your 10 %",
      [heading("Thank you: here it is"), newBlock("code", [], { code: "FERN10" })],
      [rule("Took the code", { when: "engagement", block: "code" })],
      { triggers: [{ kind: "delay", value: "3" }], priority: "80" },
    ),
    to: ["Newsletter friends"],
    on: "/",
    works: 0.5,
    by: "copy",
  },
  {
    starts: 18,
    form: form(
      "Kettle and towel",
      [heading("A towel for your kettle"), button("Add the towel", "/products/linen-towel")],
      [rule("Wants the set", { when: "click", block: "button" }), rule("Bought after the set", { when: "order" })],
      { triggers: [{ kind: "delay", value: "4" }] },
    ),
    to: ["Kettle fans"],
    on: "/products",
    works: 0.25,
    by: "click",
  },
  {
    starts: 25,
    form: form(
      "Tea for the month",
      [heading("Four packs, one parcel"), button("Fill the cup", "/products/green-tea")],
      [rule("Tea subscribers to be", { when: "click", block: "button" })],
      { surface: "slide", triggers: [{ kind: "load", value: "" }] },
    ),
    to: ["Tea drinkers"],
    on: "/",
    works: 0.22,
    by: "click",
  },
  {
    starts: 30,
    form: form(
      "A pot for the fern",
      [heading("Repot in spring"), button("See pots", "/products/fern-pot")],
      [rule("Repotters", { when: "click", block: "button" })],
      { triggers: [{ kind: "scroll", value: "30" }] },
    ),
    to: ["Plant people"],
    on: "/products",
    works: 0.18,
    by: "click",
  },
  {
    starts: 40,
    form: form(
      "Thanks for coming back",
      [heading("Tea is on us"), newBlock("code", [], { code: "TEAONUS" })],
      [rule("Loyal and thanked", { when: "engagement", block: "code" })],
      { surface: "full", triggers: [{ kind: "pages", value: "2" }] },
    ),
    to: ["Repeat buyers"],
    on: "/",
    works: 0.4,
    by: "copy",
  },
  {
    starts: 55,
    form: form(
      "Window to cart",
      [heading("Free delivery this week"), button("Choose something", "/collections/all")],
      [rule("Nudged", { when: "click", block: "button" })],
      { surface: "bar", triggers: [{ kind: "load", value: "" }] },
    ),
    to: ["Window shoppers"],
    on: "/",
    works: 0.1,
    by: "click",
  },
  {
    starts: 70,
    form: form(
      "The set, once more",
      [heading("The last sets"), button("Take one", "/products/copper-kettle")],
      [rule("Asked twice", { when: "click", block: "button" })],
      { triggers: [{ kind: "delay", value: "5" }] },
    ),
    to: ["Wants the set"],
    on: "/products",
    works: 0.3,
    by: "click",
  },
];
