import { BlockStack, Box, Button, InlineStack, Select, Text } from "@shopify/polaris";
import {
  EMPTY_RULE_CONDITION,
  EMPTY_SEGMENT,
  MOST_IN_GROUP,
  MOST_RULE_GROUPS,
  type RuleConditionForm,
  type RuleGroupForm,
  type SegmentForm,
} from "./definition.form.ts";
import { RuleConditionFields } from "./rule-condition-fields.tsx";
import type { RuleChoices } from "./screens.ts";

interface Props {
  readonly form: SegmentForm;
  readonly choices: RuleChoices;
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly change: (part: Partial<SegmentForm>) => void;
}

/** Groups of conditions, of which all or any must hold. */
export function RuleBuilder({ form: { mode, groups }, choices, errors, change }: Props) {
  const replace = (at: number, group: RuleGroupForm | null) =>
    change({ groups: groups.flatMap((one, index) => (index !== at ? [one] : group ? [group] : [])) });
  return (
    <BlockStack gap="300">
      {groups.length > 1 && (
        <Select
          label="Of the groups below"
          options={[
            { label: "all must hold", value: "all" },
            { label: "one is enough", value: "any" },
          ]}
          value={mode}
          onChange={(value) => change({ mode: value === "any" ? "any" : "all" })}
        />
      )}
      {groups.map((group, at) => (
        <Group
          key={at}
          number={at + 1}
          group={group}
          choices={choices}
          errorOf={(path) => errors[`groups.${at}.${path}`]}
          change={(next) => replace(at, next)}
        />
      ))}
      {errors["groups"] && (
        <Text as="p" tone="critical">
          {errors["groups"]}
        </Text>
      )}
      {groups.length < MOST_RULE_GROUPS && (
        <InlineStack>
          <Button variant="plain" onClick={() => change({ groups: [...groups, ...EMPTY_SEGMENT.groups] })}>
            Add a group of conditions
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface GroupProps {
  readonly number: number;
  readonly group: RuleGroupForm;
  readonly choices: RuleChoices;
  readonly errorOf: (path: string) => string | undefined;
  readonly change: (group: RuleGroupForm | null) => void;
}

function Group({ number, group, choices, errorOf, change }: GroupProps) {
  const { mode, conditions } = group;
  const replace = (at: number, condition: RuleConditionForm | null) => {
    const next = conditions.flatMap((one, index) => (index !== at ? [one] : condition ? [condition] : []));
    change(next.length === 0 ? null : { ...group, conditions: next });
  };
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <BlockStack gap="300">
        <Select
          label={`Group ${number}`}
          options={[
            { label: "All of these hold", value: "all" },
            { label: "Any of these holds", value: "any" },
            { label: "None of these holds", value: "none" },
          ]}
          value={mode}
          onChange={(value) => change({ ...group, mode: value as RuleGroupForm["mode"] })}
        />
        {conditions.map((condition, at) => (
          <RuleConditionFields
            key={at}
            name={`${number}.${at + 1}`}
            condition={condition}
            choices={choices}
            errorOf={(field) => errorOf(`conditions.${at}.${field}`)}
            change={(next) => replace(at, next)}
          />
        ))}
        {conditions.length < MOST_IN_GROUP && (
          <InlineStack>
            <Button
              variant="plain"
              accessibilityLabel={`Add a condition to group ${number}`}
              onClick={() => change({ ...group, conditions: [...conditions, EMPTY_RULE_CONDITION] })}
            >
              Add a condition
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Box>
  );
}
