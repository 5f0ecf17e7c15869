import { BlockStack, Box, Card, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";

interface Column<Row> {
  title: string;
  numeric?: boolean;
  /** What is in it never takes much room: it stays on one line. */
  short?: boolean;
  cell: (row: Row) => React.ReactNode;
}

interface Props<Row> {
  /** What a row is: "campaign", "campaigns". */
  noun: { singular: string; plural: string };
  rows: readonly Row[];
  /** The first column names the row. */
  columns: readonly [Column<Row>, ...Column<Row>[]];
}

/**
 * A list of records: a table where there is room for one, on a phone a stack of facts a record, without sideways
 * scrolling.
 */
export function RecordTable<Row>({ noun, rows, columns }: Props<Row>) {
  const { smDown } = useBreakpoints();
  const [first, ...others] = columns;
  if (smDown)
    return (
      <BlockStack gap="300">
        {rows.map((row, index) => (
          <Card key={index}>
            <BlockStack gap="200">
              {first.cell(row)}
              {others.map((column) => (
                <InlineStack key={column.title} gap="400" align="space-between" wrap={false}>
                  <Text as="span" tone="subdued">
                    {column.title}
                  </Text>
                  <Text as="span" alignment="end" numeric={column.numeric ?? false} breakWord>
                    {column.cell(row)}
                  </Text>
                </InlineStack>
              ))}
            </BlockStack>
          </Card>
        ))}
      </BlockStack>
    );
  return (
    <Card padding="0">
      <IndexTable
        selectable={false}
        itemCount={rows.length}
        resourceName={noun}
        headings={[
          { title: first.title },
          ...others.map(({ title, numeric }) => (numeric ? { title, alignment: "end" as const } : { title })),
        ]}
      >
        {rows.map((row, position) => (
          <IndexTable.Row id={String(position)} key={position} position={position}>
            {columns.map((column) => (
              <IndexTable.Cell key={column.title}>
                <div
                  style={{ whiteSpace: column.numeric || column.short ? "nowrap" : "normal", overflowWrap: "anywhere" }}
                >
                  <Text as="span" {...(column.numeric ? { alignment: "end", numeric: true } : {})}>
                    {column.cell(row)}
                  </Text>
                </div>
              </IndexTable.Cell>
            ))}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}

/** The name of a record, linked to its screen, with badges behind it. */
export function RecordName({ url, name, children }: { url: string; name: string; children?: React.ReactNode }) {
  return (
    <InlineStack gap="200" blockAlign="center">
      <Box maxWidth="100%">
        <Link url={url} monochrome removeUnderline dataPrimaryLink>
          <Text as="span" fontWeight="semibold" breakWord>
            {name}
          </Text>
        </Link>
      </Box>
      {children}
    </InlineStack>
  );
}
