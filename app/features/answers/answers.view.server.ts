import { prisma } from "#app/infra/db.server.ts";
import { ANSWERS_SHOWN, type AnswerRow, type AnswersView } from "./screens.ts";

interface Row {
  id: string;
  at: Date;
  campaignId: number;
  campaign: string;
  fields: Record<string, string>;
  due: boolean;
  error: string | null;
  customer: boolean;
}

/** How many addresses Shopify did not take. */
export const unsentAnswers = (shopId: number): Promise<number> =>
  prisma.submission.count({ where: { shopId, syncError: { not: null }, customerId: null } });

/** The answers screen: the newest, and how many addresses Shopify did not take. */
export async function listAnswers(shopId: number): Promise<AnswersView> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT b.event_id::text AS id, b.at, b.campaign_id AS "campaignId", c.name AS campaign, b.fields,
           b.sync_due IS NOT NULL AS due, b.sync_error AS error, b.customer_id IS NOT NULL AS customer
    FROM submission b JOIN campaign c ON c.shop_id = b.shop_id AND c.id = b.campaign_id
    WHERE b.shop_id = ${shopId} ORDER BY b.at DESC, b.event_id DESC LIMIT ${ANSWERS_SHOWN}`;
  const failed = await unsentAnswers(shopId);
  return {
    failed,
    answers: rows.map(({ campaignId, campaign, fields, ...row }) => ({
      id: row.id,
      at: row.at,
      campaign: { id: campaignId, name: campaign },
      answer: fields["email"] ?? fields["answer"] ?? "",
      firstName: fields["first_name"] ?? null,
      sync: syncOf(row),
    })),
  };
}

function syncOf({ due, error, customer }: Pick<Row, "due" | "error" | "customer">): AnswerRow["sync"] {
  if (customer) return { state: "done" };
  if (error !== null) return { state: "failed", error };
  return due ? { state: "waiting" } : null;
}
