/**
 * tsx scripts/history.ts FOLDER usual|large: makes the world and the database of a shop with 90 days behind it, for
 * `npm run sandbox -- --history`. FOLDER must not exist; it appears when it is whole.
 */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { World } from "../sandbox/world.ts";

const SHOPPERS = { usual: 5_000, large: 90_000 } as const;
const HOUR = 3_600_000;
const DAYS = 90;

const [folder = "", size = ""] = process.argv.slice(2);
if (folder === "" || !(size in SHOPPERS)) throw new Error("usage: tsx scripts/history.ts FOLDER usual|large");
const making = `${folder}.making`;
rmSync(making, { recursive: true, force: true });
mkdirSync(making, { recursive: true });
Object.assign(process.env, {
  PGLITE_DIR: join(making, "pglite"),
  SHOPIFY_API_KEY: "throughline-sandbox",
  SHOPIFY_API_SECRET: "none-is-needed-here",
  SHOPIFY_APP_URL: "http://localhost",
  LOG_LEVEL: "warn",
});
delete process.env["DATABASE_URL"];

const say = (text: string) => process.stdout.write(`${text}\n`);
const end = Math.floor(Date.now() / HOUR) * HOUR;
const { clock } = await import("../app/infra/clock.server.ts");
// The database makes its partitions as it opens: for the days that are to come here.
clock.now = () => new Date(end - DAYS * 24 * HOUR);
const { writeHistory } = await import("./history/write-history.ts");
const { openSession } = await import("./history/session.ts");
const { closeDatabase } = await import("../app/infra/lifecycle.server.ts");

const world = new World(null);
const counts = await writeHistory(world, {
  end,
  days: DAYS,
  shoppers: SHOPPERS[size as keyof typeof SHOPPERS],
  seed: 90,
  onDay: (day) => {
    if (day % 10 === 0) say(`  ${day} of ${DAYS} days`);
  },
});
await openSession(world);
await closeDatabase();
world.writeTo(join(making, "world.json"));
renameSync(making, folder);
say(`  ${counts.visits} visits, ${counts.events} events, ${counts.orders} orders`);
