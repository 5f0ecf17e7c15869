import { BlockStack, Text } from "@shopify/polaris";
import { ConditionGroups } from "#app/ui/condition-groups.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { EMPTY_CONDITION, MOST_CONDITIONS, MOST_GROUPS } from "./condition.form.ts";
import type { CardProps, EditorProps } from "./screens.ts";

type Props = CardProps & Pick<EditorProps, "campaigns">;

/** What else must hold of the page, the visit, the cart and the past. */
export function Conditions({ form, errors, change, campaigns }: Props) {
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        Conditions
      </Text>
      <ConditionGroups
        mode={form.conditionMode}
        groups={form.conditions}
        empty={EMPTY_CONDITION}
        most={{ groups: MOST_GROUPS, conditions: MOST_CONDITIONS }}
        errorOf={(path) => errors[path === "" ? "conditions" : `conditions.${path}`]}
        change={({ mode, groups }) =>
          change({ ...(mode ? { conditionMode: mode } : {}), ...(groups ? { conditions: groups } : {}) })
        }
      >
        {(fields) => <ConditionFields {...fields} campaigns={campaigns} />}
      </ConditionGroups>
    </BlockStack>
  );
}
