/**
 * Run by itself with a database in its environment, so that a test can start servers on the same one: `seed RULES
 * SEGMENTS` makes a shop with a campaign of so many rules and so many segments by rule, and prints what a load needs;
 * `admit` lets its merchant into the admin; `check FILE` reads the posts that were acknowledged and prints what became of them.
 */
import { readFileSync } from "node:fs";
import { differences } from "#app/features/analytics/index.server.ts";
import { EMPTY_FORM } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_RULE } from "#app/features/campaigns/rule.form.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import { EMPTY_RULE_CONDITION, EMPTY_SEGMENT, type RuleConditionForm } from "#app/features/segments/definition.form.ts";
import { noticeNext, saveRuleSegment } from "#app/features/segments/index.server.ts";
import { ensureShop, saveShopDetails } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { popupForm } from "./content-form.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";

export interface Seeded {
  shop: string;
  campaign: number;
  version: number;
}
export interface Checked {
  /** Acknowledged events that are not there, and visitors that clicked and are no member. */
  lostEvents: number;
  lostMembers: number;
  /** Acknowledged webhooks that are not there. */
  lostWebhooks: number;
  /** Rows there are, to be held against what was sent. */
  events: number;
  pages: number;
  differences: unknown[];
}
/** What was acknowledged: ids of campaign events, visitors that clicked, ids of webhooks. */
export interface Acknowledged {
  events: string[];
  clickers: string[];
  webhooks: string[];
}

const DOMAIN = "load.myshopify.com";
const [command, argument = "1", segments = "0"] = process.argv.slice(2);
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  seed: () => seed(Number(argument), Number(segments)),
  admit,
  check: () => check(argument),
};
process.stdout.write(`${JSON.stringify((await COMMANDS[command ?? ""]?.()) ?? null)}\n`);
await closeDatabase();

async function seed(rules: number, segments: number): Promise<Seeded> {
  const shop = await ensureShop(DOMAIN, new Date());
  let campaign = 0;
  // A campaign has at most 20 rules: more need more campaigns, all active.
  for (let made = 0; made < rules; made += 20) {
    const saved = await saveCampaign(shop.id, null, {
      ...EMPTY_FORM,
      name: `Load ${made}`,
      ...popupForm(),
      rules: Array.from({ length: Math.min(20, rules - made) }, (_, index) => ({
        ...EMPTY_RULE,
        audience: `Clicked ${made + index}`,
      })),
    });
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    await setCampaignStatus(shop.id, saved.id, "active");
    campaign ||= saved.id;
  }
  const subjects = ["clicked", "visits", "viewed", "orders"] as const;
  for (let made = 0; made < segments; made++) {
    const condition: RuleConditionForm = {
      ...EMPTY_RULE_CONDITION,
      subject: subjects[made % subjects.length] ?? "visits",
      text: "/products/",
      amount: String(1 + (made % 5)),
    };
    const groups = [{ mode: "all" as const, conditions: [condition] }];
    const saved = await saveRuleSegment(shop, null, { ...EMPTY_SEGMENT, name: `Rule ${made}`, groups });
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  }
  return { shop: DOMAIN, campaign, version: 1 };
}

/** As after an installation: what Shopify says of the shop, and an access that lasts. */
async function admit(): Promise<void> {
  await saveShopDetails(DOMAIN, { name: "Load", currency: "EUR", timezone: "Europe/Vienna" }, new Date());
  const expires = new Date(Date.now() + 86_400_000);
  const access = { shop: DOMAIN, state: "", isOnline: false, accessToken: "none", expires };
  await prisma.session.create({ data: { id: `offline_${DOMAIN}`, ...access } });
}

async function check(file: string): Promise<Checked> {
  const { events, clickers, webhooks } = JSON.parse(readFileSync(file, "utf8")) as Acknowledged;
  while (await noticeNext());
  const [lost] = await prisma.$queryRaw<{ events: number; members: number; webhooks: number }[]>`
    SELECT (SELECT COUNT(*)::int FROM UNNEST(${events}::uuid[]) AS e(id) WHERE NOT EXISTS (SELECT 1 FROM event x WHERE x.id = e.id)) AS events,
           (SELECT COUNT(*)::int FROM UNNEST(${clickers}::text[]) AS c(id)
            WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.identity_id = c.id)
               OR NOT EXISTS (SELECT 1 FROM noticed n WHERE n.profile = 'v' || c.id)) AS members,
           (SELECT COUNT(*)::int FROM UNNEST(${webhooks}::text[]) AS w(id)
            WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.webhook_id = w.id)) AS webhooks`;
  return {
    lostEvents: lost?.events ?? -1,
    lostMembers: lost?.members ?? -1,
    lostWebhooks: lost?.webhooks ?? -1,
    events: await prisma.event.count(),
    pages: await prisma.page.count(),
    differences: await differences(),
  };
}
