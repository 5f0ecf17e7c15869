import { prisma } from "#app/infra/db.server.ts";
import type { SettingsForm } from "./screens.ts";

export async function viewSettings(shopId: number): Promise<SettingsForm> {
  const { overlaysAVisit, quietHours } = await prisma.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { overlaysAVisit: true, quietHours: true },
  });
  return { overlaysAVisit: String(overlaysAVisit), quietHours: String(quietHours) };
}
