import { ConditionGroups } from "#app/ui/condition-groups.tsx";
import { EMPTY_RULE_CONDITION, MOST_IN_GROUP, MOST_RULE_GROUPS, type SegmentForm } from "./definition.form.ts";
import { RuleConditionFields } from "./rule-condition-fields.tsx";
import type { RuleChoices } from "./screens.ts";

interface Props {
  readonly form: SegmentForm;
  readonly choices: RuleChoices;
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly change: (part: Partial<SegmentForm>) => void;
}

/** Whom a segment is for. */
export function RuleBuilder({ form: { mode, groups }, choices, errors, change }: Props) {
  return (
    <ConditionGroups
      mode={mode}
      groups={groups}
      empty={EMPTY_RULE_CONDITION}
      most={{ groups: MOST_RULE_GROUPS, conditions: MOST_IN_GROUP }}
      errorOf={(path) => errors[path === "" ? "groups" : `groups.${path}`]}
      change={change}
    >
      {(fields) => <RuleConditionFields {...fields} choices={choices} />}
    </ConditionGroups>
  );
}
