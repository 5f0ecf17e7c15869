import { Badge, Link, Page, Text } from "@shopify/polaris";
import { Empty } from "#app/ui/empty.tsx";
import { formatMoney, formatTime } from "#app/ui/format.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { ORDERS_SHOWN, type OrderRow } from "./screens.ts";

export function OrderList({ orders, timezone }: { orders: OrderRow[]; timezone: string }) {
  return (
    <Page
      title="Orders"
      subtitle={`Which campaign led to which sale, by last click.${orders.length < ORDERS_SHOWN ? "" : ` The newest ${ORDERS_SHOWN} are shown.`}`}
    >
      {orders.length === 0 ? (
        <Empty heading="No order yet">
          Orders appear here as soon as Shopify reports them, each with the campaigns that led to it.
        </Empty>
      ) : (
        <RecordTable
          noun={{ singular: "order", plural: "orders" }}
          rows={orders}
          columns={[
            {
              title: "Order",
              cell: ({ id, name, cancelled, test }) => (
                <RecordName url={`/app/orders/${id}`} name={name}>
                  {cancelled && <Badge tone="critical">Cancelled</Badge>}
                  {test && <Badge>Test</Badge>}
                </RecordName>
              ),
            },
            { title: "Date", cell: ({ processedAt }) => formatTime(processedAt, timezone) },
            {
              title: "Credited to",
              cell: ({ campaign }) =>
                campaign ? (
                  <Link url={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link>
                ) : (
                  <Text as="span" tone="subdued">
                    No campaign
                  </Text>
                ),
            },
            { title: "Value of goods", numeric: true, cell: ({ value, currency }) => formatMoney(value, currency) },
            { title: "Credited", numeric: true, cell: ({ credited, currency }) => formatMoney(credited, currency) },
          ]}
        />
      )}
    </Page>
  );
}
