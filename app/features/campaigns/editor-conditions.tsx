import { BlockStack, Box, Button, InlineStack, Select, Text } from "@shopify/polaris";
import { ConditionFields } from "./condition-fields.tsx";
import {
  EMPTY_CONDITION,
  EMPTY_GROUP,
  MOST_CONDITIONS,
  MOST_GROUPS,
  type ConditionForm,
  type ConditionGroupForm,
} from "./condition.form.ts";
import type { CardProps, EditorProps } from "./screens.ts";

type Props = CardProps & Pick<EditorProps, "campaigns">;

/** What else must hold of the page, the visit, the cart and the past: groups of conditions. */
export function Conditions({ form, errors, change, campaigns }: Props) {
  const { conditions: groups, conditionMode } = form;
  const replace = (at: number, group: ConditionGroupForm | null) =>
    change({ conditions: groups.flatMap((one, index) => (index !== at ? [one] : group ? [group] : [])) });
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        Conditions
      </Text>
      {groups.length > 1 && (
        <Select
          label="Of the groups below"
          options={[
            { label: "all must hold", value: "all" },
            { label: "one is enough", value: "any" },
          ]}
          value={conditionMode}
          onChange={(mode) => change({ conditionMode: mode === "any" ? "any" : "all" })}
        />
      )}
      {groups.map((group, at) => (
        <Group
          key={at}
          number={at + 1}
          group={group}
          campaigns={campaigns}
          errorOf={(path) => errors[`conditions.${at}.${path}`]}
          change={(next) => replace(at, next)}
        />
      ))}
      {errors["conditions"] && (
        <Text as="p" tone="critical">
          {errors["conditions"]}
        </Text>
      )}
      {groups.length < MOST_GROUPS && (
        <InlineStack>
          <Button variant="plain" onClick={() => change({ conditions: [...groups, EMPTY_GROUP] })}>
            {groups.length === 0 ? "Add a condition" : "Add a group of conditions"}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface GroupProps {
  readonly number: number;
  readonly group: ConditionGroupForm;
  readonly campaigns: EditorProps["campaigns"];
  readonly errorOf: (path: string) => string | undefined;
  /** Null removes it. */
  readonly change: (group: ConditionGroupForm | null) => void;
}

function Group({ number, group, campaigns, errorOf, change }: GroupProps) {
  const { mode, conditions } = group;
  const replace = (at: number, condition: ConditionForm | null) => {
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
          onChange={(next) => change({ ...group, mode: next as ConditionGroupForm["mode"] })}
        />
        {conditions.map((condition, at) => (
          <ConditionFields
            key={at}
            name={`${number}.${at + 1}`}
            condition={condition}
            campaigns={campaigns}
            errorOf={(field) => errorOf(`conditions.${at}.${field}`)}
            change={(next) => replace(at, next)}
          />
        ))}
        {errorOf("conditions") && (
          <Text as="p" tone="critical">
            {errorOf("conditions")}
          </Text>
        )}
        {conditions.length < MOST_CONDITIONS && (
          <InlineStack>
            <Button
              variant="plain"
              onClick={() => change({ ...group, conditions: [...conditions, EMPTY_CONDITION] })}
              accessibilityLabel={`Add a condition to group ${number}`}
            >
              Add a condition
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Box>
  );
}
