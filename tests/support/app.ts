import { popupForm } from "./content-form.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import express from "express";
import type { EventAnswer, EventPost, WireEvent } from "#app/contract/wire.ts";
import { uuidv7 } from "#app/core/identity/uuid.ts";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_RULE, type RuleForm } from "#app/features/campaigns/rule.form.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import { recreditNext } from "#app/features/orders/index.server.ts";
import { noticeNext } from "#app/features/segments/index.server.ts";
import { processNextDelivery } from "#app/features/webhooks/index.server.ts";
import { ensureShop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { hotRoutes } from "#app/hot-routes.server.ts";
import { signedProxyQuery, webhookHmac } from "../../sandbox/signing.ts";

/** The secret of vitest.config.ts. The signatures are made by the sandbox's code, apart from the app's. */
const SECRET = "s";

/** The hot routes on a port of their own, over an empty database. */
export async function startApp() {
  const app = express();
  app.use(hotRoutes);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, close: () => server.close() };
}

export const makeShop = (domain: string) => ensureShop(domain, new Date());

export const addTo = (audience: string, more: Partial<RuleForm> = {}): RuleForm => ({
  ...EMPTY_RULE,
  audience,
  ...more,
});

/** Long before anything that a test says has happened. */
const LIVE_FOR = 30 * 86_400_000;

/**
 * A saved and active campaign, live for a month already. Without rules of its own, a click joins "Clicked: welcome".
 */
export async function makeCampaign(shopId: number, form: Partial<CampaignForm> = {}): Promise<number> {
  const saved = await saveCampaign(shopId, null, {
    ...EMPTY_FORM,
    name: "Welcome",
    ...popupForm(),
    rules: [addTo("Clicked: welcome")],
    ...form,
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  await setCampaignStatus(shopId, saved.id, "active");
  await prisma.campaignVersion.updateMany({
    where: { shopId, campaignId: saved.id },
    data: { liveFrom: new Date(Date.now() - LIVE_FOR) },
  });
  return saved.id;
}

let counter = 0;
/** An id of its own that begins with this time. */
export const idAt = (milliseconds = Date.now()): string => {
  const tail = String(++counter).padStart(12, "0");
  return uuidv7(milliseconds, `000-8000-${tail}`);
};

export const makeVisitor = () => ({ visitor: idAt(), ref: `ref${String(++counter).padStart(17, "0")}` });
export type TestVisitor = ReturnType<typeof makeVisitor>;

const base = () => ({
  id: idAt(),
  visit: idAt(),
  at: Date.now(),
  consent: "marketing" as const,
  path: "/products/fern",
});
export const pageEvent = (more: object = {}) =>
  ({ ...base(), kind: "page", pageType: "product", ...more }) as WireEvent;
export const campaignEvent = (kind: string, campaign: number, more: object = {}) =>
  ({
    ...base(),
    kind,
    campaign,
    version: 1,
    variant: "a",
    ...(kind === "click" ? { block: "button" } : {}),
    ...more,
  }) as WireEvent;

interface Signed {
  shop: string;
  customer?: string;
  /** Seconds since 1970. */
  timestamp?: number;
  secret?: string;
}

export const signedQuery = ({ shop, customer = "", timestamp = Date.now() / 1000, secret = SECRET }: Signed): string =>
  signedProxyQuery(secret, new URLSearchParams(), {
    shop,
    logged_in_customer_id: customer,
    path_prefix: "/apps/throughline",
    timestamp: String(Math.floor(timestamp)),
  }).toString();

export const makePost = (who: TestVisitor, events: readonly unknown[], more: Partial<EventPost> = {}) => ({
  ...who,
  sent: Date.now(),
  device: "phone",
  events,
  ...more,
});

/** What a phone's browser calls itself: by its own name, Node is taken for a bot. */
const BROWSER =
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36";

/** Posts to the events route as Shopify's proxy does. */
export async function postEvents(
  address: string,
  signed: Signed | string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const query = typeof signed === "string" ? signed : signedQuery(signed);
  const raw = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(`${address}/proxy/events?${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "User-Agent": BROWSER, ...headers },
    body: raw as BodyInit,
  });
  return { status: response.status, answer: (await response.json()) as EventAnswer & { error?: string } };
}

export const gzipped = (text: string) => new Uint8Array(gzipSync(text));

interface Delivery {
  shop: string;
  topic: string;
  id?: string;
  triggeredAt?: string;
  secret?: string;
  headers?: Record<string, string>;
}

export async function postWebhook(address: string, delivery: Delivery, payload: object): Promise<number> {
  const body = JSON.stringify(payload);
  const response = await fetch(`${address}/webhooks`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Shopify-Topic": delivery.topic,
      "X-Shopify-Shop-Domain": delivery.shop,
      "X-Shopify-Webhook-Id": delivery.id ?? idAt(),
      "X-Shopify-Hmac-Sha256": webhookHmac(delivery.secret ?? SECRET, body),
      ...(delivery.triggeredAt ? { "X-Shopify-Triggered-At": delivery.triggeredAt } : {}),
      ...delivery.headers,
    },
    body,
  });
  return response.status;
}

/** Does all work that stored webhooks and changed facts ask for now. */
export async function processAll(): Promise<void> {
  while (await processNextDelivery());
  await settle();
}

/** Notices members and credits orders anew until nothing is left to do. */
export async function settle(): Promise<void> {
  while ((await noticeNext()) || (await recreditNext()));
}
