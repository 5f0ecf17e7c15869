import { BlockStack, InlineError, InlineStack, Select, Tag, Text } from "@shopify/polaris";

import type { EditorProps } from "./screens.ts";

interface Props extends Pick<EditorProps, "segments"> {
  label: string;
  /** What no choice means. */
  emptyText: string;
  selected: number[];
  error?: string | undefined;
  onChange: (selected: number[]) => void;
}

/** Choose segments one after another; each choice is a tag that can be taken away. */
export function SegmentPicker({ label, emptyText, segments, selected, error, onChange }: Props) {
  const free = segments.filter((segment) => !selected.includes(segment.id));
  const id = `segments-${label.toLowerCase().replace(/\W+/g, "-")}`;
  return (
    <BlockStack gap="150">
      <Select
        id={id}
        label={label}
        options={[
          { label: free.length > 0 ? "Add a segment …" : "No segment to add", value: "" },
          ...free.map((segment) => ({ label: segment.name, value: String(segment.id) })),
        ]}
        value=""
        disabled={free.length === 0}
        onChange={(value) => {
          if (value !== "") onChange([...selected, Number(value)]);
        }}
      />
      {selected.length === 0 ? (
        <Text as="p" tone="subdued">
          {segments.length === 0 ? `${emptyText}. Your first audience will appear here.` : emptyText}
        </Text>
      ) : (
        <InlineStack gap="100">
          {selected.map((one) => (
            <Tag key={one} onRemove={() => onChange(selected.filter((other) => other !== one))}>
              {segments.find((segment) => segment.id === one)?.name ?? "Removed segment"}
            </Tag>
          ))}
        </InlineStack>
      )}
      {error !== undefined && <InlineError message={error} fieldID={id} />}
    </BlockStack>
  );
}
