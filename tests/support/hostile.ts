import { gzipSync } from "node:zlib";
import { EMPTY_FORM } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_SEGMENT } from "#app/features/segments/definition.form.ts";
import { sessionToken, signedProxyQuery, webhookHmac } from "../../sandbox/signing.ts";
import type { Chance } from "./chance.ts";
import { LINES, PAGES, PARAMETERS, TEXTS, VALUES } from "./hostile-values.ts";
import { popupForm } from "./content-form.ts";
import { newId, newShopper, shopperPost } from "./shopper-load.ts";
import type { Seeded } from "./load-data.ts";

/** One request: what goes over the wire, whole where a client library would not let it pass. */
export type Hostile =
  | { readonly raw: string }
  | {
      readonly method: string;
      readonly path: string;
      readonly headers: Record<string, string>;
      readonly body?: Buffer;
    };

const CREDENTIALS = { apiKey: "k", secret: "s" };
const AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36";

/** Makes the requests of one shop, each from chance alone. */
export function hostileRequests(chance: Chance, { shop, campaign, version }: Seeded) {
  const text = () => chance.pick(TEXTS);

  /** A copy with some of its places emptied, filled with something else, or nested. */
  function spoil(value: unknown, rate = 12): unknown {
    if (chance.often(rate)) return chance.often(20) ? undefined : chance.often(10) ? nest(value) : chance.pick(VALUES);
    if (Array.isArray(value)) return value.map((one) => spoil(one, rate));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([name, one]) => [chance.often(3) ? text() : name, spoil(one, rate)]);
    return Object.fromEntries(entries) as unknown;
  }
  const nest = (value: unknown) => {
    let nested = value;
    for (let depth = chance.pick([3, 500]); depth > 0; depth--) nested = [nested];
    return nested;
  };
  function bytes(value: unknown): Buffer {
    const whole = Buffer.from(JSON.stringify(spoil(value, chance.pick([0, 3, 12])) ?? null));
    if (chance.often(5)) return whole.subarray(0, chance.below(whole.length + 1));
    if (chance.often(5)) return Buffer.concat([whole, Buffer.from(text())]);
    if (chance.often(2)) return Buffer.from(Array.from({ length: chance.below(400) }, () => chance.below(256)));
    return whole;
  }
  /** A query as Shopify signs it, now and then with something added before or after that. */
  function signed(): string {
    const before = new URLSearchParams(chance.often(8) ? [[text(), text()]] : []);
    const query = signedProxyQuery("s", before, {
      shop: chance.often(3) ? text() : shop,
      logged_in_customer_id: chance.pick(["", "", "", "7", text()]),
      path_prefix: "/apps/throughline",
      timestamp: chance.often(4) ? text() : String(Math.floor(Date.now() / 1000)),
    });
    if (chance.often(4)) query.append(chance.pick(["shop", "timestamp", "signature", text()]), text());
    return query.toString();
  }
  const odd = (): Record<string, string> =>
    chance.often(10)
      ? {
          [chance.pick([
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "Accept-Language",
            "Cookie",
            "Referer",
            "Range",
            "X-Request-Id",
          ])]: shown(),
        }
      : {};
  /** What may stand in a header at all. */
  const shown = () => text().replace(/[^\x20-\x7e]/g, "?");

  function events(): Hostile {
    const who = newShopper();
    const post = shopperPost(who, { campaign, version }, 1 + chance.below(8));
    const all = { ...post, events: [...post.events, ...(chance.often(20) ? [post.events[0]] : [])] };
    const body = bytes(all);
    const gzip = chance.often(5);
    return {
      method: "POST",
      path: `/proxy/events?${signed()}`,
      headers: {
        "User-Agent": AGENT,
        "Content-Type": chance.often(5) ? shown() : "application/json",
        "X-Forwarded-For": `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`,
        ...(gzip ? { "Content-Encoding": chance.pick(["gzip", "br", "identity", "x"]) } : {}),
        ...odd(),
      },
      body: gzip && chance.often(70) ? gzipSync(body) : body,
    };
  }

  const money = (amount: string) => ({
    shop_money: { amount, currency_code: "EUR" },
    presentment_money: { amount, currency_code: "EUR" },
  });
  const order = () => ({
    id: 1 + chance.below(1_000),
    name: `#${chance.below(1_000)}`,
    currency: "EUR",
    processed_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
    taxes_included: false,
    total_price_set: money("10.00"),
    customer: { id: 1 + chance.below(100) },
    note_attributes: [{ name: "__throughline", value: "a".repeat(20) }],
    line_items: [
      {
        id: 1,
        title: "Fern",
        product_id: 1,
        quantity: 1,
        current_quantity: 1,
        price_set: money("10.00"),
        discount_allocations: [],
        tax_lines: [],
      },
    ],
    refunds: [],
  });
  const TOPICS: Readonly<Record<string, () => object>> = {
    "orders/create": order,
    "orders/updated": order,
    "customers/update": () => ({ id: 1 + chance.below(100) }),
    "products/delete": () => ({ id: 1 + chance.below(100) }),
    "app/uninstalled": () => ({ id: 1, myshopify_domain: "other.myshopify.com" }),
    "themes/publish": () => ({ id: 1 }),
  };
  function webhook(): Hostile {
    const topic = chance.pick(Object.keys(TOPICS));
    const body = bytes(TOPICS[topic]?.());
    return {
      method: "POST",
      path: "/webhooks",
      headers: {
        "X-Shopify-Topic": chance.often(5) ? shown() : topic,
        "X-Shopify-Shop-Domain": chance.often(5) ? shown() : topic === "app/uninstalled" ? "other.myshopify.com" : shop,
        "X-Shopify-Webhook-Id": chance.often(5) ? shown() : newId(),
        "X-Shopify-Triggered-At": chance.often(20) ? shown() : "2026-11-20T10:00:00Z",
        "X-Shopify-Hmac-Sha256": chance.often(5) ? shown() : webhookHmac("s", body.toString("utf8")),
        ...odd(),
      },
      body,
    };
  }

  const piece = () => chance.pick([text(), "1", "new", "debug", String(campaign), "members", newId()]);
  const encoded = () => encodeURIComponent(piece().toWellFormed()).replaceAll("%25", chance.pick(["%25", "%"]));
  function content(): Hostile {
    const path = `/proxy/${chance.pick(["content", "test", "events", text()])}/${encoded()}`;
    return {
      method: chance.pick(["GET", "GET", "HEAD", "POST"]),
      path: encodeURI(path.toWellFormed()).replaceAll("%25", "%") + `?${signed()}`,
      headers: { "User-Agent": AGENT, ...odd() },
    };
  }

  function query(): string {
    const query = new URLSearchParams();
    while (chance.often(60))
      query.append(chance.pick(PARAMETERS), chance.pick([text(), "product", "1", shop, "members"]));
    return query.toString();
  }
  const merchant = (): Record<string, string> => ({
    "User-Agent": AGENT,
    ...(chance.often(92) ? { Authorization: `Bearer ${sessionToken(CREDENTIALS, shop, Date.now())}` } : {}),
    ...odd(),
  });
  const page = () => chance.pick(PAGES).replaceAll("*", encoded) + (chance.often(70) ? ".data" : "");
  const look = (): Hostile => ({
    method: chance.pick(["GET", "GET", "GET", "HEAD", "OPTIONS"]),
    path: `${page()}?${query()}`,
    headers: merchant(),
  });

  const campaignForm = { ...EMPTY_FORM, name: "Fuzz", ...popupForm({ email: true, code: "X" }) };
  const FORMS: readonly (() => readonly [path: string, form: unknown])[] = [
    () => [
      `/app/campaigns/${chance.pick(["new", String(campaign)])}`,
      { intent: "save", form: { ...campaignForm, name: `Fuzz ${newId()}` } },
    ],
    () => [`/app/campaigns/${campaign}`, { intent: chance.pick(["activate", "pause"]) }],
    () => ["/app/segments/new", { ...EMPTY_SEGMENT, name: `Fuzz ${newId()}` }],
    () => ["/app/segments/count", EMPTY_SEGMENT],
    () => ["/app/segments/list", { name: `Fuzz ${newId()}`, description: "", tags: "a, b" }],
    () => [
      "/app/segments/1",
      {
        intent: "save",
        form: { name: "Fuzz", description: "", tags: "", endsAfterDays: "", endsOnOrder: false, endsOnJoining: null },
      },
    ],
    () => [
      "/app/segments/1",
      { intent: chance.pick(["add", "archive", "restore", "take-off"]), pasted: text(), customers: [text()] },
    ],
    () => ["/app/settings", { overlaysAVisit: "2", quietHours: "24", confirmOptIn: false }],
    () => ["/app/people/c7", { intent: "part", ref: "a".repeat(20), customer: "c7" }],
    () => ["/app/answers", {}],
  ];
  function save(): Hostile {
    const [path, form] = chance.pick(FORMS)();
    const type = chance.often(85)
      ? "application/json"
      : chance.pick([
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "text/plain",
          shown(),
        ]);
    return {
      method: chance.often(95) ? "POST" : chance.pick(["PUT", "PATCH", "DELETE"]),
      path: `${path}${chance.often(80) ? ".data" : ""}?${chance.often(20) ? query() : ""}`,
      headers: { ...merchant(), "Content-Type": type, ...(chance.often(4) ? { Origin: shown() } : {}) },
      body: bytes(form),
    };
  }

  const raw = (): Hostile => ({ raw: `${chance.pick(LINES)}\r\nUser-Agent: ${AGENT}\r\nConnection: close\r\n\r\n` });

  const KINDS: readonly (readonly [weight: number, make: () => Hostile])[] = [
    [35, events],
    [15, webhook],
    [12, content],
    [18, look],
    [17, save],
    [3, raw],
  ];
  return function next(): Hostile {
    let drawn = chance.below(100);
    for (const [weight, make] of KINDS) if ((drawn -= weight) < 0) return make();
    return raw();
  };
}
