import { writtenPath } from "../targeting/written-path.ts";
import { goalOf, needsHistory, type EnrolmentRule, type EnrolmentTrigger, type When } from "../audiences/enrol.ts";

/**
 * An attribution rule as the index carries it, short: when, in which block (0 = anywhere), what then ("+key" joins,
 * "-key" leaves the segment of that opaque key, "" is the server's business), and the seconds, element, path or name.
 */
export type IndexRule = readonly [on: EnrolmentTrigger, block: string | 0, then: string, parameter?: string | number];

/**
 * The rules that the browser must know: those it can act on at once, and those that say what it is to measure. Orders
 * are Shopify's to tell; what needs a history, or sets an attribute, is the server's.
 */
export function compileRules(rules: readonly EnrolmentRule<number>[], key: (segment: number) => string): IndexRule[] {
  return rules.flatMap((rule): IndexRule[] => {
    const { when, block, then } = rule;
    const measured = when.on === "view" || goalOf(when) !== undefined;
    const acts = then.do !== "set" && !needsHistory(rule);
    if (when.on === "order" || !(measured || acts)) return [];
    const action = then.do === "set" || !acts ? "" : `${then.do === "add" ? "+" : "-"}${key(then.segment)}`;
    const parameter = parameterOf(when);
    return [parameter === undefined ? [when.on, block ?? 0, action] : [when.on, block ?? 0, action, parameter]];
  });
}

/** The one thing that a trigger names, where it names one. */
const NAMED: Partial<Record<EnrolmentTrigger, string>> = {
  view: "seconds",
  engagement: "element",
  page: "path",
  goal: "name",
};
/** What else it has, which the index need not carry. */
const FIXED: Partial<Record<EnrolmentTrigger, object>> = { engagement: { times: 1 }, order: { products: [] } };

const parameterOf = (when: When): string | number | undefined =>
  when.on === "page"
    ? writtenPath(when.path)
    : (when as unknown as Record<string, string | number | undefined>)[NAMED[when.on] ?? ""];

/** The rules as core/audiences judges them; what the browser can't act on adds nothing. */
export function expandRules(rules: readonly IndexRule[]): EnrolmentRule<string>[] {
  return rules.map(([on, block, then, parameter]) => ({
    when: whenOf(on, parameter),
    variant: null,
    block: block === 0 ? null : block,
    then:
      then === ""
        ? { do: "set", name: "", value: "" }
        : { do: then.startsWith("+") ? "add" : "remove", segment: then.slice(1) },
  }));
}

const whenOf = (on: EnrolmentTrigger, parameter: string | number | undefined): When => {
  const named = NAMED[on];
  return { on, ...(named && { [named]: parameter }), ...FIXED[on] } as unknown as When;
};
