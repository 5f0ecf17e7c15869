import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { debugLink, rehearsalOf, testLinks } from "#app/features/campaigns/index.server.ts";
import { EMPTY_FORM } from "#app/features/campaigns/campaign.form.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { sessionToken, signedProxyQuery, webhookHmac } from "../../sandbox/signing.ts";
import {
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  postWebhook,
  processAll,
  startApp,
} from "../support/app.ts";

/**
 * Shopify signs four things with one secret: the bodies of webhooks, queries of the app proxy, addresses of the admin and
 * session tokens. People see the last three, and this app's own links. None may pass for a webhook, whose shop stands in a
 * header that nobody signs.
 */
const VICTIM = "victim.myshopify.com";
const ATTACKER = "attacker.myshopify.com";
const SECRET = "s";
let app: Awaited<ReturnType<typeof startApp>>;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await prisma.shop.deleteMany({ where: { domain: { in: [VICTIM, ATTACKER] } } }).catch(() => undefined);
  const { id } = await makeShop(VICTIM);
  await prisma.shop.update({
    where: { id },
    data: { detailsAt: new Date(Date.now() - 86_400_000), publishDone: 3, uninstalledAt: null },
  });
  await prisma.session.upsert({
    where: { id: `offline_${VICTIM}` },
    create: { id: `offline_${VICTIM}`, shop: VICTIM, state: "", isOnline: false, accessToken: "secret" },
    update: {},
  });
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

/** A text and its HMAC as bytes, as somebody other than Shopify knows them. */
const known: [string, () => [text: string, mac: Buffer]][] = [
  [
    "a session token of the attacker's own shop",
    () => {
      const token = sessionToken({ apiKey: "k", secret: SECRET }, ATTACKER, Date.now());
      const at = token.lastIndexOf(".");
      return [token.slice(0, at), Buffer.from(token.slice(at + 1), "base64url")];
    },
  ],
  [
    "the hmac of the attacker's own admin address",
    () => {
      const text = `embedded=1&host=YQ&locale=en&shop=${ATTACKER}&timestamp=1`;
      // Shopify makes this one and puts it into the address of the frame.
      return [text, createHmac("sha256", SECRET).update(text).digest()];
    },
  ],
  [
    "a debug link of the attacker's own shop",
    () => {
      const [text = "", mac = ""] =
        /#throughline=(.+)\.([\w-]+)$/.exec(debugLink(ATTACKER, new Date()))?.slice(1) ?? [];
      return [`link ${ATTACKER} ${text}`, Buffer.from(mac, "base64url")];
    },
  ],
  [
    "a query of the app proxy with a parameter that makes JSON of what sorts behind it",
    () => {
      const query = signedProxyQuery(
        SECRET,
        new URLSearchParams([
          [`\n{"myshopify_domain":"${VICTIM}","a":"`, ""],
          ["z", `"}`],
        ]),
        { shop: ATTACKER, logged_in_customer_id: "", path_prefix: "/apps/throughline", timestamp: "1764000000" },
      );
      const text =
        `\n{"myshopify_domain":"${VICTIM}","a":"=logged_in_customer_id=path_prefix=/apps/throughline` +
        `shop=${ATTACKER}timestamp=1764000000z="}`;
      expect(JSON.parse(text)).toMatchObject({ myshopify_domain: VICTIM });
      return [text, Buffer.from(query.get("signature") ?? "", "hex")];
    },
  ],
  [
    "a test link that a shopper was sent",
    () => {
      const [link] = testLinks(ATTACKER, { id: 1, form: EMPTY_FORM }, new Date());
      const [text = "", mac = ""] = /#throughline=(.+)\.([\w-]+)$/.exec(link?.url ?? "")?.slice(1) ?? [];
      return [`link ${ATTACKER} ${text}`, Buffer.from(mac, "base64url")];
    },
  ],
];

const uninstall = (body: string, mac: string) =>
  fetch(`${app.address}/webhooks`, {
    method: "POST",
    headers: {
      "X-Shopify-Topic": "app/uninstalled",
      "X-Shopify-Shop-Domain": VICTIM,
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Hmac-Sha256": mac,
      "X-Shopify-Triggered-At": new Date().toISOString(),
    },
    body,
  });

test.each(known)("%s is no webhook: another shop stays installed", async (_name, make) => {
  const [body, mac] = make();
  const response = await uninstall(body, mac.toString("base64"));
  expect(response.status).toBeGreaterThanOrEqual(400);
  await processAll();
  const shop = await prisma.shop.findUniqueOrThrow({ where: { domain: VICTIM } });
  expect({
    uninstalled: shop.uninstalledAt !== null,
    published: shop.publishDone,
    sessions: await prisma.session.count({ where: { shop: VICTIM } }),
    events: (await postEvents(app.address, { shop: VICTIM }, makePost(makeVisitor(), [pageEvent()]))).status,
  }).toMatchObject({ uninstalled: false, published: 3, sessions: 1, events: 200 });
});

test.each([
  ["names another shop", JSON.stringify({ id: 1, myshopify_domain: ATTACKER })],
  ["names no shop", JSON.stringify({ id: 1 })],
  ["names a shop of another kind", JSON.stringify({ id: 1, myshopify_domain: [VICTIM] })],
  ["is a list", JSON.stringify([{ myshopify_domain: VICTIM }])],
  ["is a number", "1"],
  ["is empty", ""],
])("a notice of removal whose body %s is refused", async (_name, body) => {
  expect((await uninstall(body, webhookHmac(SECRET, body))).status).toBe(400);
});

test("any webhook whose body names another shop than its header is refused", async () => {
  const sent = (named: string) =>
    postWebhook(app.address, { shop: ATTACKER, topic: "products/update" }, { id: 1, shop_domain: named });
  expect([await sent(VICTIM), await sent(ATTACKER)]).toEqual([400, 200]);
});

test("a webhook of a topic that nothing here reads is not acknowledged", async () => {
  expect(await postWebhook(app.address, { shop: ATTACKER, topic: "themes/publish" }, { id: 1 })).toBe(404);
});

test("a link of one purpose is none of another, though one secret is behind both", async () => {
  const shop = { id: 0, domain: ATTACKER, linksSince: null };
  const token = /#throughline=(.+)$/.exec(debugLink(ATTACKER, new Date()))?.[1] ?? "";
  const [purpose, until = "", signature = ""] = token.split(".");
  expect(purpose).toBe("debug");
  expect(await rehearsalOf(shop, token, new Date())).not.toBeNull();
  expect(await rehearsalOf(shop, `1-a.${until}.${signature}`, new Date())).toBeNull();
  // As they were signed before each purpose had a key of its own.
  const old = createHmac("sha256", SECRET).update(`link ${ATTACKER} debug.${until}`).digest("base64url");
  expect(await rehearsalOf(shop, `debug.${until}.${old}`, new Date())).toBeNull();
});
