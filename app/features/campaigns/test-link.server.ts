import { createHmac, timingSafeEqual } from "node:crypto";
import type { Content } from "#app/core/campaigns/content.ts";
import { secrets } from "#app/shopify/secrets.server.ts";
import { findCampaign } from "./campaign.store.server.ts";

/** How long a test link works. */
const LIFE_MS = 7 * 86_400_000;
const PURPOSE = "test";

const signature = (secret: string, text: string) =>
  createHmac("sha256", secret).update(`${PURPOSE} ${text}`).digest("base64url");

/**
 * The address that shows a campaign as it is saved, past every rule and to nobody else. What it carries stands in the
 * fragment, which no server logs: campaign, expiry, and a signature over both, the shop and the purpose.
 */
export function testLink(domain: string, campaign: number, now: Date): string {
  const text = `${campaign}.${now.getTime() + LIFE_MS}`;
  return `https://${domain}/#throughline=${text}.${signature(secrets[0] ?? "", `${domain} ${text}`)}`;
}

/** What a test link shows; null = not signed for this shop, too old, or the campaign is gone. */
export async function testScene(
  shop: { id: number; domain: string },
  token: string,
  now: Date,
): Promise<{ content: Content; placement: string } | null> {
  const [, text = "", campaign = "", until = "", given = ""] =
    /^((\d{1,9})\.(\d{1,15}))\.([\w-]{43})$/.exec(token) ?? [];
  const genuine = secrets.some((secret) => {
    const wanted = signature(secret, `${shop.domain} ${text}`);
    return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
  });
  if (!genuine || Number(until) < now.getTime()) return null;
  const found = await findCampaign(shop.id, Number(campaign));
  const content = found?.settings.variants[0]?.content;
  return found && content ? { content, placement: found.settings.placement } : null;
}
