import { ConditionGroups } from "#app/ui/condition-groups.tsx";
import type { Sight } from "#app/core/segments/condition.ts";
import type { Suggestion } from "#app/ui/suggestion.ts";
import { EMPTY_RULE_CONDITION, MOST_IN_GROUP, MOST_RULE_GROUPS, type SegmentForm } from "./definition.form.ts";
import { RuleConditionFields } from "./rule-condition-fields.tsx";
import type { Named, RuleChoices } from "./screens.ts";

interface Props {
  readonly form: SegmentForm;
  readonly choices: RuleChoices;
  readonly named: Named;
  readonly learn: (what: Sight, chosen: Suggestion) => void;
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly change: (part: Partial<SegmentForm>) => void;
}

/** Whom a segment is for. */
export function RuleBuilder({ form: { mode, groups }, errors, change, ...naming }: Props) {
  return (
    <ConditionGroups
      mode={mode}
      groups={groups}
      empty={EMPTY_RULE_CONDITION}
      most={{ groups: MOST_RULE_GROUPS, conditions: MOST_IN_GROUP }}
      errorOf={(path) => errors[path === "" ? "groups" : `groups.${path}`]}
      change={change}
    >
      {(fields) => <RuleConditionFields {...fields} {...naming} />}
    </ConditionGroups>
  );
}
