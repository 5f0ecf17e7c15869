import { prisma, type Tx } from "#app/infra/db.server.ts";

export interface Shop {
  id: number;
  domain: string;
  name: string;
  currency: string;
  timezone: string;
  publishWanted: number;
  publishDone: number;
  publishError: string | null;
  uninstalledAt: Date | null;
}

const select = {
  id: true,
  domain: true,
  name: true,
  currency: true,
  timezone: true,
  publishWanted: true,
  publishDone: true,
  publishError: true,
  uninstalledAt: true,
} as const;

export const findShop = (domain: string): Promise<Shop | null> => prisma.shop.findUnique({ where: { domain }, select });

/** The shop's row, made when a signed request is the first we hear of it. Shopify's answer fills in the rest later. */
export const ensureShop = (domain: string, now: Date): Promise<Shop> =>
  prisma.shop.upsert({
    where: { domain },
    create: { domain, name: domain.replace(".myshopify.com", ""), currency: "USD", timezone: "UTC", installedAt: now },
    update: {},
    select,
  });

export const saveShopDetails = (
  domain: string,
  details: Pick<Shop, "name" | "currency" | "timezone">,
  now: Date,
): Promise<Shop> =>
  prisma.shop.upsert({
    where: { domain },
    create: { domain, ...details, installedAt: now },
    update: { ...details, uninstalledAt: null },
    select,
  });

export async function markUninstalled(tx: Tx, shopId: number, at: Date): Promise<void> {
  await tx.shop.update({ where: { id: shopId }, data: { uninstalledAt: at, publishDue: null } });
}
