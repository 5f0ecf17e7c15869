import { isOverlay } from "#app/core/campaigns/content.ts";
import { isBlank } from "./block.form.ts";
import type { CampaignForm } from "./campaign.form.ts";

type Written = Pick<
  CampaignForm,
  "surface" | "triggers" | "triggerMode" | "variants" | "rules" | "frequency" | "include" | "holdout" | "pageTypes"
>;

/** Covers what the shopper came for. */
const COVERS: ReadonlySet<CampaignForm["surface"]> = new Set(["popup", "full"]);

/**
 * What experience says of a campaign as it is written, most important first: advice, no error. Each sentence says what to
 * do.
 */
export function adviceFor(form: Written): string[] {
  const { surface, triggers, triggerMode, variants, rules, frequency, include, holdout } = form;
  const blocks = variants.flatMap(({ steps }) => steps.flat()).filter((block) => !isBlank(block));
  const has = (type: (typeof blocks)[number]["type"]) => blocks.some((block) => block.type === type);
  const atOnce = triggers.some(
    ({ kind, value }) => kind === "load" || (kind === "delay" && /^\d+$/.test(value) && Number(value) < 3),
  );
  const lone = triggers.length === 1 || triggerMode === "any";
  const sells = rules.some(({ when }) => when === "order");
  const advice: (string | false)[] = [
    rules.length === 0 &&
      "Nothing follows from it: add a rule, so that those who respond become an audience that you can show the next thing.",
    has("email") &&
      !rules.some(({ when, action }) => when === "submit" && action === "add") &&
      "Who signs up joins no audience: add the rule “sends the form”, and thank them, or stop asking them, with it.",
    COVERS.has(surface) &&
      atOnce &&
      lone &&
      "It covers the page before anybody has seen it, and most close it unread. Wait some seconds, for half of the page, or until they leave.",
    isOverlay(surface) &&
      frequency === "page" &&
      "It comes back on every page. Once a visit is enough for those who want it, and spares the others.",
    surface === "full" &&
      "A full screen is the loudest that there is: keep it for a few, such as members of an audience.",
    blocks.filter(({ type }) => type === "button").length > 2 &&
      "It has more than two buttons: one thing to do is done more often than three.",
    sells &&
      Number(holdout) === 0 &&
      "It is to sell, and everybody sees it: with a tenth held out you can tell what it adds from what would have come anyway.",
    has("email") &&
      include.length === 0 &&
      form.pageTypes.length === 0 &&
      !atOnce &&
      triggers.every(({ kind }) => kind !== "exit") &&
      "Leaving is when an offer for an address costs least: think of “is about to leave” as its trigger.",
  ];
  return advice.filter((one) => one !== false);
}
