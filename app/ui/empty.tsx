import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";

interface Props {
  heading: string;
  children: React.ReactNode;
  action?: { content: string; url: string };
}

/** What a screen shows before there is anything on it. (Polaris's EmptyState keeps a server-rendered image hidden.) */
export function Empty({ heading, children, action }: Props) {
  return (
    <Card>
      <Box paddingBlock="800">
        <BlockStack gap="300" inlineAlign="center">
          <img src="/empty.svg" alt="" width={226} height={160} />
          <Text as="h2" variant="headingMd" alignment="center">
            {heading}
          </Text>
          <Box maxWidth="440px">
            <Text as="p" alignment="center" tone="subdued">
              {children}
            </Text>
          </Box>
          {action && (
            <Button variant="primary" url={action.url}>
              {action.content}
            </Button>
          )}
        </BlockStack>
      </Box>
    </Card>
  );
}
