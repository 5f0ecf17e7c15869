import { USUAL_MODEL } from "#app/core/attribution/models.ts";
import { prisma } from "#app/infra/db.server.ts";
import type { LedgerView } from "./screens.ts";

/** The ledger of an order: which touchpoints got what. Null = this shop has no such order. */
export async function viewLedger(shopId: number, id: number): Promise<LedgerView | null> {
  const key = { shopId_id: { shopId, id: BigInt(id) } };
  const order = await prisma.order.findUnique({
    where: key,
    include: { lines: { orderBy: { id: "asc" } }, touches: { orderBy: { at: "asc" } }, credits: true },
  });
  if (!order) return null;
  const campaigns = await prisma.campaign.findMany({
    where: { shopId, id: { in: order.touches.map((touch) => touch.campaignId) } },
    select: { id: true, name: true },
  });
  const known = order.ref !== null && (await prisma.visitor.count({ where: { shopId, ref: order.ref } })) > 0;
  const customerLinked =
    order.customerId !== null && (await prisma.link.count({ where: { shopId, customerId: order.customerId } })) > 0;
  const credited = (eventId: string) => {
    const own = order.credits.filter((credit) => credit.model === USUAL_MODEL && credit.eventId === eventId);
    return own.length === 0 ? null : own.reduce((sum, credit) => sum + credit.amount, 0n).toString();
  };
  return {
    name: order.name,
    currency: order.currency,
    processedAt: order.processedAt,
    cancelled: order.cancelledAt !== null,
    test: order.test,
    linked: known ? "cart" : customerLinked ? "customer" : "none",
    lines: order.lines.map((line) => ({
      id: line.id.toString(),
      title: line.title,
      current: line.current,
      quantity: line.quantity,
      value: line.value.toString(),
    })),
    touches: order.touches.map((touch) => ({
      campaign: campaigns.find((one) => one.id === touch.campaignId) ?? {
        id: touch.campaignId,
        name: "Removed campaign",
      },
      version: touch.version,
      path: touch.path,
      at: touch.at,
      windowDays: touch.windowDays,
      credited: credited(touch.eventId),
    })),
  };
}
