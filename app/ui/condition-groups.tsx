import { BlockStack, Box, Button, InlineStack, Select, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export interface ConditionGroup<C> {
  mode: "all" | "any" | "none";
  conditions: C[];
}

export interface ConditionProps<C> {
  /** "2.1": of the second group, the first. */
  readonly name: string;
  readonly condition: C;
  readonly errorOf: (field: string) => string | undefined;
  /** Null removes it. */
  readonly change: (condition: C | null) => void;
}

interface Props<C> {
  /** Whether all groups must hold or one is enough. */
  readonly mode: "all" | "any";
  readonly groups: readonly ConditionGroup<C>[];
  /** What a condition is before it is written. */
  readonly empty: C;
  readonly most: { readonly groups: number; readonly conditions: number };
  /** By path within the groups: "0.conditions.1.value"; of all groups: "". */
  readonly errorOf: (path: string) => string | undefined;
  readonly change: (next: { mode?: "all" | "any"; groups?: ConditionGroup<C>[] }) => void;
  /** Draws the fields of one condition. */
  readonly children: (props: ConditionProps<C>) => ReactNode;
}

/** Groups of conditions, of which all or any must hold. */
export function ConditionGroups<C>({ mode, groups, empty, most, errorOf, change, children }: Props<C>) {
  const replace = (at: number, group: ConditionGroup<C> | null) =>
    change({ groups: groups.flatMap((one, index) => (index !== at ? [one] : group ? [group] : [])) });
  const error = errorOf("");
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
          empty={empty}
          most={most.conditions}
          errorOf={(path) => errorOf(`${at}.${path}`)}
          change={(next) => replace(at, next)}
        >
          {children}
        </Group>
      ))}
      {error && (
        <Text as="p" tone="critical">
          {error}
        </Text>
      )}
      {groups.length < most.groups && (
        <InlineStack>
          <Button variant="plain" onClick={() => change({ groups: [...groups, { mode: "all", conditions: [empty] }] })}>
            {groups.length === 0 ? "Add a condition" : "Add a group of conditions"}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface GroupProps<C> {
  readonly number: number;
  readonly group: ConditionGroup<C>;
  readonly empty: C;
  readonly most: number;
  readonly errorOf: (path: string) => string | undefined;
  readonly change: (group: ConditionGroup<C> | null) => void;
  readonly children: (props: ConditionProps<C>) => ReactNode;
}

function Group<C>({ number, group, empty, most, errorOf, change, children }: GroupProps<C>) {
  const { mode, conditions } = group;
  const replace = (at: number, condition: C | null) => {
    const next = conditions.flatMap((one, index) => (index !== at ? [one] : condition ? [condition] : []));
    change(next.length === 0 ? null : { ...group, conditions: next });
  };
  const error = errorOf("conditions");
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <BlockStack gap="300">
        <Select
          label={`Group ${number}`}
          options={[
            { label: "Match all", value: "all" },
            { label: "Any of these holds", value: "any" },
            { label: "None of these holds", value: "none" },
          ]}
          value={mode}
          onChange={(value) => change({ ...group, mode: value as ConditionGroup<C>["mode"] })}
        />
        {conditions.map((condition, at) => (
          <div key={at}>
            {children({
              name: `${number}.${at + 1}`,
              condition,
              errorOf: (field) => errorOf(`conditions.${at}.${field}`),
              change: (next) => replace(at, next),
            })}
          </div>
        ))}
        {error && (
          <Text as="p" tone="critical">
            {error}
          </Text>
        )}
        {conditions.length < most && (
          <InlineStack>
            <Button
              variant="plain"
              accessibilityLabel={`Add a condition to group ${number}`}
              onClick={() => change({ ...group, conditions: [...conditions, empty] })}
            >
              Add a condition
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Box>
  );
}
