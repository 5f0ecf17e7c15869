import { prisma } from "../../app/infra/db.server.ts";

/** A statement writes so many rows: progress can be seen. */
const BATCH = 500_000;

interface Size {
  readonly profiles: number;
  readonly events: number;
}

/**
 * Fills shop 1 with visitors, a tenth of them customers, their orders, page views and events, written by the database
 * itself.
 */
export async function seedSegments({ profiles, events }: Size): Promise<void> {
  const run = (sql: string) => prisma.$executeRawUnsafe(sql);
  /** UUIDv7s of now: in the partition of this month. */
  const id = (seed: string) =>
    `(lpad(to_hex((extract(epoch FROM NOW()) * 1000)::bigint), 12, '0') || '7' || substr(md5(${seed}), 1, 3) || '8' || substr(md5(${seed}), 4, 15))::uuid`;
  const visitor = (number: string) => `md5('v' || ((${number}) % ${profiles}))::uuid`;
  await run(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at) VALUES ('bench.myshopify.com', 'Bench', 'EUR', 'UTC', NOW())`,
  );
  await run(`
    INSERT INTO visitor (shop_id, id, ref, first_seen, last_seen)
    SELECT 1, ${visitor("n")}, 'r' || n, NOW() - interval '60 days', NOW() - (n % 60) * interval '1 day'
    FROM generate_series(0, ${profiles - 1}) n`);
  await run(`
    INSERT INTO link (shop_id, visitor_id, customer_id, by, at)
    SELECT 1, ${visitor("n * 10")}, n, 'signed', NOW() FROM generate_series(1, ${Math.floor(profiles / 10)}) n`);
  await run(`
    INSERT INTO "order" (shop_id, id, name, currency, processed_at, updated_at, test, customer_id)
    SELECT 1, n, '#' || n, 'EUR', NOW(), NOW(), false, n / 2 + 1 FROM generate_series(1, ${Math.floor(profiles / 20)}) n`);
  for (let from = 0; from < events; from += BATCH) {
    const until = Math.min(events, from + BATCH) - 1;
    // Half of them are views of pages.
    await run(`
      INSERT INTO event (shop_id, id, visitor_id, visit_id, at, received_at, kind, campaign_id, version, variant, path, device, consent)
      SELECT 1, ${id("'e' || n")}, ${visitor("(n / 2)::bigint * 7919")}, ${id("'w'")}, NOW() - (n % 90) * interval '1 day', NOW(),
             (ARRAY['exposure', 'impression', 'click', 'dismiss', 'view'])[1 + n % 5], n % 12, 1, 'a', '/', 'phone', 'marketing'
      FROM generate_series(${from}, ${until}) n WHERE n % 2 = 0`);
    await run(`
      INSERT INTO page (shop_id, id, visitor_id, visit_id, at, page_type, path, device, consent)
      SELECT 1, ${id("'p' || n")}, ${visitor("(n / 2)::bigint * 7919")}, ${id("'w'")}, NOW() - (n % 90) * interval '1 day', 'product',
             (ARRAY['/products/tea', '/cart', '/'])[1 + n % 3], 'phone', 'marketing'
      FROM generate_series(${from}, ${until}) n WHERE n % 2 = 1`);
    process.stdout.write(`${until + 1} events\n`);
  }
  await run("ANALYZE");
}
