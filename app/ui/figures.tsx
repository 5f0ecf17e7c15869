import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { formatCount } from "./format.ts";

/** A row of counts, each with what it counts. */
export function Figures({ figures }: { figures: readonly (readonly [label: string, count: number])[] }) {
  return (
    <Card>
      <InlineStack gap="800">
        {figures.map(([label, count]) => (
          <BlockStack key={label} gap="050">
            <Text as="span" tone="subdued">
              {label}
            </Text>
            <Text as="span" variant="headingLg" numeric>
              {formatCount(count)}
            </Text>
          </BlockStack>
        ))}
      </InlineStack>
    </Card>
  );
}
