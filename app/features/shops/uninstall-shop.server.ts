import type { Tx } from "#app/infra/transaction.server.ts";
import { dropSessions, markUninstalled } from "./shop.store.server.ts";

/**
 * The app was removed: its access is dead, its data stays until shop/redact. A notice that is older than the shop's
 * last opening is late, the shop has installed again, and nothing happens.
 */
export async function uninstallShop(tx: Tx, shopId: number, triggeredAt: Date): Promise<void> {
  const domain = await markUninstalled(tx, shopId, triggeredAt);
  if (domain !== null) await dropSessions(tx, domain);
}
