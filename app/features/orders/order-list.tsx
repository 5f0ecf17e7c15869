import { Badge, Card, IndexTable, InlineStack, Link as PolarisLink, Page, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Empty } from "#app/ui/empty.tsx";
import { formatMoney, formatTime } from "#app/ui/format.ts";

interface Props {
  orders: {
    id: string;
    name: string;
    currency: string;
    processedAt: Date;
    value: string;
    credited: string;
    campaign: { id: number; name: string } | null;
    cancelled: boolean;
    test: boolean;
  }[];
  timezone: string;
}

export function OrderList({ orders, timezone }: Props) {
  return (
    <Page title="Orders" subtitle="Which campaign led to which sale, by last click.">
      {orders.length === 0 ? (
        <Empty heading="No order yet">
          Orders appear here as soon as Shopify reports them, each with the campaigns that led to it.
        </Empty>
      ) : (
        <Card padding="0">
          <IndexTable
            selectable={false}
            itemCount={orders.length}
            resourceName={{ singular: "order", plural: "orders" }}
            headings={[
              { title: "Order" },
              { title: "Date" },
              { title: "Credited to" },
              { title: "Value of goods", alignment: "end" },
              { title: "Credited", alignment: "end" },
            ]}
          >
            {orders.map((order, position) => (
              <IndexTable.Row id={order.id} key={order.id} position={position}>
                <IndexTable.Cell>
                  <InlineStack gap="200" blockAlign="center">
                    <Link to={`/app/orders/${order.id}`} data-primary-link>
                      <Text as="span" fontWeight="semibold">
                        {order.name}
                      </Text>
                    </Link>
                    {order.cancelled && <Badge tone="critical">Cancelled</Badge>}
                    {order.test && <Badge>Test</Badge>}
                  </InlineStack>
                </IndexTable.Cell>
                <IndexTable.Cell>{formatTime(order.processedAt, timezone)}</IndexTable.Cell>
                <IndexTable.Cell>
                  {order.campaign ? (
                    <PolarisLink url={`/app/campaigns/${order.campaign.id}`}>{order.campaign.name}</PolarisLink>
                  ) : (
                    <Text as="span" tone="subdued">
                      No campaign
                    </Text>
                  )}
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span" alignment="end" numeric>
                    {formatMoney(order.value, order.currency)}
                  </Text>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span" alignment="end" numeric>
                    {formatMoney(order.credited, order.currency)}
                  </Text>
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        </Card>
      )}
    </Page>
  );
}
