import { INTERACTIONS } from "#app/core/campaigns/content.ts";
import { EMPTY_RULE, type RuleForm } from "./rule.form.ts";
import { interactiveBlocks, type VariantForm } from "./variant.form.ts";

type Variants = readonly Pick<VariantForm, "steps">[];

const namesIn = (variants: Variants) =>
  variants
    .flatMap(({ steps }) => steps.flat().map(({ name }) => name))
    .sort()
    .join();

/**
 * The rules after blocks were added or removed. A rule that looks for what the content does not have any more, or not
 * yet, looks for what it has instead: a form that is added is to be sent, and the campaign can be saved. Writing within a
 * block changes no rule.
 */
export function fitRules(rules: readonly RuleForm[], before: Variants, after: Variants): RuleForm[] {
  if (namesIn(before) === namesIn(after)) return [...rules];
  const can = (variants: Variants, kind: "click" | "submit") =>
    interactiveBlocks(variants).some(({ type }) => INTERACTIONS[type]?.kind === kind);
  const formCame = !can(before, "submit") && can(after, "submit");
  const formWent = can(before, "submit") && !can(after, "submit");
  return rules.map((rule, at) => {
    if (rule.block !== "" || (rule.when !== "click" && rule.when !== "submit")) return rule;
    const untouched = at === 0 && JSON.stringify({ ...rule, when: "click" }) === JSON.stringify(EMPTY_RULE);
    if (rule.when === "click" && formCame && (untouched || !can(after, "click"))) return { ...rule, when: "submit" };
    if (rule.when === "submit" && formWent && (untouched || can(after, "click"))) return { ...rule, when: "click" };
    return rule;
  });
}
