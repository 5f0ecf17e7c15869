import { BlockStack, Card, Text } from "@shopify/polaris";
import type { BlockStackProps } from "@shopify/polaris";
import type { ReactNode } from "react";

interface TitledCardProps {
  title: string;
  /** Between the title and what follows, as Polaris names it. */
  gap?: BlockStackProps["gap"];
  children: ReactNode;
}

/** A part of a screen, under a heading of its own. */
export const TitledCard = ({ title, gap = "300", children }: TitledCardProps) => (
  <Card>
    <BlockStack gap={gap}>
      <Text as="h2" variant="headingMd">
        {title}
      </Text>
      {children}
    </BlockStack>
  </Card>
);
