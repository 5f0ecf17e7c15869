import { prisma } from "#app/infra/db.server.ts";
import type { SettingsForm } from "./screens.ts";

export async function viewSettings(shopId: number): Promise<SettingsForm> {
  const { overlaysAVisit, quietHours, confirmOptIn } = await prisma.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { overlaysAVisit: true, quietHours: true, confirmOptIn: true },
  });
  return { overlaysAVisit: String(overlaysAVisit), quietHours: String(quietHours), confirmOptIn };
}
