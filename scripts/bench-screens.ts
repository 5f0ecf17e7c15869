/**
 * npm run bench:screens -- [profiles] [events]: how long the server works for the screens that a merchant opens every
 * morning, on PostgreSQL with so many events stored, and whether any of them read a table of events from end to end.
 */
import { withPostgres } from "./postgres.mjs";

const PROFILES = Number(process.argv[2] ?? 1_000_000);
const EVENTS = Number(process.argv[3] ?? 10_000_000);
const TIMES = 25;
const SEGMENTS = 60;
/** Of two audiences; one more has everybody. */
const MEMBERS = 50_000;
/** PostgreSQL tells of what an idle connection did after ten seconds at the latest. */
const STATISTICS_MS = 11_000;

await withPostgres(async (url) => {
  Object.assign(process.env, {
    DATABASE_URL: url,
    SHOPIFY_API_KEY: "k",
    SHOPIFY_API_SECRET: "s",
    SHOPIFY_APP_URL: "http://localhost",
    LOG_LEVEL: "silent",
  });
  const { prisma } = await import("../app/infra/db.server.ts");
  const { seedSegments } = await import("./bench/segment-data.ts");
  const { listSegments, viewAudience } = await import("../app/features/segments/index.server.ts");
  const { readListQuery } = await import("../app/features/segments/list-query.ts");
  const { snapshotNext, viewInsight } = await import("../app/features/insight/index.server.ts");
  const { viewHome } = await import("../app/features/home/index.server.ts");
  const { closeDatabase } = await import("../app/infra/lifecycle.server.ts");
  await seedSegments({ profiles: PROFILES, events: EVENTS });
  const run = (sql: string) => prisma.$executeRawUnsafe(sql);
  await run(`
    INSERT INTO segment (shop_id, key, kind, name, name_key, created_at)
    SELECT 1, 'k' || n, 'audience', 'Audience ' || n, 'audience ' || n, NOW() FROM generate_series(1, ${SEGMENTS}) n`);
  await run(`
    INSERT INTO campaign (shop_id, name, status, priority, settings, created_at, updated_at)
    SELECT 1, 'Campaign ' || n, 'active', 50,
           jsonb_build_object('include', jsonb_build_array(n), 'exclude', '[]'::jsonb, 'rules', jsonb_build_array(
             jsonb_build_object('when', '{"on":"click"}'::jsonb, 'block', null, 'variant', null,
                                'then', jsonb_build_object('do', 'add', 'segment', n + 1)))), NOW(), NOW()
    FROM generate_series(1, 12) n`);
  await run(`
    INSERT INTO campaign_segment (shop_id, campaign_id, segment_id, role, position)
    SELECT 1, n, n, 'include', 0 FROM generate_series(1, 12) n UNION ALL SELECT 1, n, n + 1, 'add', 0 FROM generate_series(1, 12) n`);
  // The first has everybody, the next two many, the others a few.
  await run(`
    INSERT INTO noticed (shop_id, segment_id, profile, at)
    SELECT 1, s, 'v' || v.id, NOW() - interval '3 days' - random() * interval '60 days'
    FROM generate_series(1, ${SEGMENTS}) s, LATERAL (
      SELECT id FROM visitor ORDER BY id LIMIT CASE WHEN s = 1 THEN ${PROFILES} WHEN s < 4 THEN ${MEMBERS} ELSE 500 END) v`);
  await run(`
    INSERT INTO membership (shop_id, segment_id, identity, identity_id, first_at, joined_at, joined_by, campaign_id, version, variant, kind)
    SELECT 1, segment_id, 'visitor', substr(profile, 2), at, at, 'e', 1, 1, 'a', 'click' FROM noticed`);
  await run(`
    INSERT INTO audience_day (shop_id, segment_id, day, entered, "left")
    SELECT 1, s, CURRENT_DATE - d, 40, 10 FROM generate_series(1, ${SEGMENTS}) s, generate_series(0, 179) d`);
  await run(`
    INSERT INTO campaign_day (shop_id, day, campaign_id, variant, kind, device, origin, slot, n)
    SELECT 1, CURRENT_DATE - d, c, 'a', k, v, 'shopper', 0, 100 FROM generate_series(0, 179) d, generate_series(0, 12) c,
           unnest(ARRAY['page', 'impression', 'click', 'dismiss']) k, unnest(ARRAY['phone', 'desktop']) v`);
  await run("ANALYZE");

  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const insight = () => viewInsight(1, 1, { period: 30, today, now });
  await insight();
  const started = performance.now();
  while (await snapshotNext());
  const snapshots = (performance.now() - started) / 1_000;
  const scans = async () =>
    Number(
      (
        await prisma.$queryRawUnsafe<{ n: bigint }[]>(
          `SELECT SUM(seq_scan)::bigint AS n FROM pg_stat_user_tables WHERE relname ~ '^(event|page)_'`,
        )
      )[0]?.n ?? 0,
    );
  const shop = { id: 1, timezone: "UTC" };
  process.stdout.write(
    "\n| screen | median ms | slowest ms | events read from end to end |\n| --- | ---: | ---: | --- |\n",
  );
  for (const [name, view] of [
    ["segments", () => listSegments(1, today, readListQuery(new URLSearchParams()))],
    ["an audience", () => Promise.all([viewAudience(1, 1), insight()])],
    ["home", () => viewHome(shop, today)],
  ] as const) {
    await view();
    await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
    const before = await scans();
    const times: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      const from = performance.now();
      await view();
      times.push(performance.now() - from);
    }
    await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
    times.sort((a, b) => a - b);
    const read = (await scans()) > before ? "yes" : "no";
    process.stdout.write(
      `| ${name} | ${(times[TIMES >> 1] ?? 0).toFixed(1)} | ${(times.at(-1) ?? 0).toFixed(1)} | ${read} |\n`,
    );
  }
  process.stdout.write(
    `\nTwo snapshots (all profiles, and all as members of one audience): ${snapshots.toFixed(1)} s in the background\n`,
  );
  await closeDatabase();
});
