/**
 * npm run recount: counts all raw rows again and prints where the roll-ups say otherwise. Reads the database that the
 * environment names, as the server does; the embedded database must not be open elsewhere. Ends with 1 if it finds any.
 */
import { differences } from "#app/features/analytics/index.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";

const found = await differences();
for (const { shop, what, counted, found: rows } of found)
  process.stdout.write(`${shop}: ${what}: the roll-up says ${counted}, the rows say ${rows}\n`);
process.stdout.write(found.length === 0 ? "The roll-ups are right.\n" : `${found.length} differences.\n`);
await closeDatabase();
process.exitCode = found.length === 0 ? 0 : 1;
