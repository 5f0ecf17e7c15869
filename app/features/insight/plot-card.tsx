import { BlockStack, Box, Button, Card, Collapsible, DataTable, InlineStack, Text } from "@shopify/polaris";
import { lazy, Suspense, useId, useState } from "react";
import { useInBrowser } from "#app/ui/in-browser.ts";
import type { PlotProps } from "./plots.tsx";

/** A large library, loaded where it is drawn. */
const Plot = lazy(async () => ({ default: (await import("./plots.tsx")).Plot }));
const HEIGHT = 220;

interface Props extends Omit<PlotProps, "height"> {
  readonly title: string;
  readonly children?: React.ReactNode;
  /** The same, as a table. */
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly height?: number;
}

/** A picture with its table, which is closed at first. */
export function PlotCard({ title, children, headings, rows, height = HEIGHT, ...plot }: Props) {
  const inBrowser = useInBrowser();
  const [table, setTable] = useState(false);
  const id = useId();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h3" variant="headingMd">
          {title}
        </Text>
        {children}
        {/* As high as the plot: nothing moves when it comes. */}
        <Box minHeight={`${height}px`}>
          <Suspense>{inBrowser && <Plot {...plot} height={height} />}</Suspense>
        </Box>
        <InlineStack>
          <Button
            variant="plain"
            ariaExpanded={table}
            ariaControls={id}
            accessibilityLabel={`${title}: as a table`}
            disclosure={table ? "up" : "down"}
            onClick={() => setTable(!table)}
          >
            As a table
          </Button>
        </InlineStack>
        <Collapsible id={id} open={table}>
          <DataTable
            columnContentTypes={headings.map((_, index) => (index === 0 ? "text" : "numeric"))}
            headings={[...headings]}
            rows={rows.map((row) => [...row])}
          />
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
