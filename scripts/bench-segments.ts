/**
 * npm run bench:segments -- [profiles] [events]: how long a rule segment of five conditions takes to be worked out from
 * all profiles on PostgreSQL, beside the same question written by hand in the same run.
 */
import type { Definition } from "../app/core/segments/condition.ts";
import { withPostgres } from "./postgres.mjs";

const PROFILES = Number(process.argv[2] ?? 1_000_000);
const EVENTS = Number(process.argv[3] ?? 20_000_000);

const RULE: Definition = [
  "all",
  [
    [
      "all",
      [
        ["seen", ["last", "within", 30]],
        ["did", ["clicked", 2, "least", 1, 30]],
        ["viewed", ["starts", "/products/", "least", 1, 30]],
      ],
    ],
    [
      "none",
      [
        ["ordered", ["count", 0, "least", 2, 36_500]],
        ["did", ["dismissed", 0, "least", 5, 30]],
      ],
    ],
  ],
];

/** The same, as somebody would write it who has only this question. */
const BY_HAND = `
  SELECT COUNT(*)::int AS n FROM (
    SELECT COALESCE('c' || l.customer_id, 'v' || v.id) AS profile FROM visitor v
    LEFT JOIN link l ON l.shop_id = 1 AND l.visitor_id = v.id
    WHERE v.shop_id = 1 AND v.last_seen > NOW() - interval '30 days'
      AND v.id IN (SELECT visitor_id FROM event WHERE shop_id = 1 AND kind = 'click' AND campaign_id = 2
                   AND origin = 'shopper' AND consent = 'marketing' AND at > NOW() - interval '30 days')
      AND v.id IN (SELECT visitor_id FROM page WHERE shop_id = 1 AND starts_with(path, '/products/')
                   AND origin = 'shopper' AND consent = 'marketing' AND at > NOW() - interval '30 days'
                   GROUP BY visitor_id HAVING COUNT(*) >= 1)
      AND v.id NOT IN (SELECT visitor_id FROM event WHERE shop_id = 1 AND kind = 'dismiss'
                       AND origin = 'shopper' AND consent = 'marketing' AND at > NOW() - interval '30 days'
                       GROUP BY visitor_id HAVING COUNT(*) >= 5)
      AND NOT EXISTS (SELECT 1 FROM "order" o WHERE o.shop_id = 1 AND o.customer_id = l.customer_id AND NOT o.test
                      AND o.cancelled_at IS NULL GROUP BY o.customer_id HAVING COUNT(*) >= 2)
    GROUP BY 1) m`;

await withPostgres(async (url) => {
  Object.assign(process.env, {
    DATABASE_URL: url,
    SHOPIFY_API_KEY: "k",
    SHOPIFY_API_SECRET: "s",
    SHOPIFY_APP_URL: "http://localhost",
    LOG_LEVEL: "silent",
  });
  const { longTransaction, readOfAll } = await import("../app/infra/transaction.server.ts");
  const { Prisma } = await import("../app/infra/db.server.ts");
  const { countByRule } = await import("../app/features/segments/rule.store.server.ts");
  const { seedSegments } = await import("./bench/segment-data.ts");
  const { closeDatabase } = await import("../app/infra/lifecycle.server.ts");
  await seedSegments({ profiles: PROFILES, events: EVENTS });
  const time = async (work: () => Promise<number>) => {
    const started = performance.now();
    const people = await work();
    return { people, seconds: (performance.now() - started) / 1_000 };
  };
  const asked = () => time(() => countByRule(1, RULE, new Date(), new AbortController().signal));
  // As PostgreSQL plans it by itself, and under the same settings as the rule.
  const byHand = () =>
    time(() => longTransaction((tx) => tx.$queryRawUnsafe<{ n: number }[]>(BY_HAND)).then(([row]) => row?.n ?? 0));
  const alike = () => time(() => readOfAll<{ n: number }>(Prisma.raw(BY_HAND)).then(([row]) => row?.n ?? 0));
  await asked();
  await alike();
  process.stdout.write("\n| what | people | seconds |\n| --- | ---: | ---: |\n");
  for (const [what, { people, seconds }] of [
    ["the rule", await asked()],
    ["by hand", await byHand()],
    ["by hand, no nested loops", await alike()],
  ] as const)
    process.stdout.write(`| ${what} | ${people} | ${seconds.toFixed(2)} |\n`);
  await closeDatabase();
});
