import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { newId, newShopper } from "../../tests/support/shopper-load.ts";

const COLUMNS =
  "shop_id, id, visitor_id, visit_id, at, received_at, kind, campaign_id, version, variant, block, means, path, device, consent";
const ROWS = 10;

/** The same rows that ingest stores, of a shop of their own: ten of one shopper. */
const rowsOf = (): (string | number | null)[][] => {
  const who = newShopper();
  const at = new Date().toISOString();
  return Array.from({ length: ROWS }, () => [
    9_999,
    newId(),
    who.visitor,
    who.visit,
    at,
    at,
    "impression",
    1,
    1,
    "a",
    null,
    null,
    "/products/fern",
    "phone",
    "marketing",
  ]);
};
const statement = `INSERT INTO event (${COLUMNS}) VALUES ${Array.from(
  { length: ROWS },
  (_, row) => `(${Array.from({ length: 15 }, (_column, column) => `$${row * 15 + column + 1}`).join(", ")})`,
).join(", ")}`;

/** Rows a second of multi-row inserts into the same table, ten a statement, ten connections. */
export async function rawInserts(database: { url: string } | { lite: PGlite }, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  let rows = 0;
  const insert = async (query: (text: string, values: unknown[]) => Promise<unknown>) => {
    while (performance.now() < until) {
      await query(statement, rowsOf().flat());
      rows += ROWS;
    }
  };
  if ("lite" in database) await insert((text, values) => database.lite.query(text, values));
  else {
    const pool = new pg.Pool({ connectionString: database.url, max: 10 });
    await Promise.all(Array.from({ length: 10 }, () => insert((text, values) => pool.query(text, values))));
    await pool.end();
  }
  return rows / ((performance.now() - started) / 1_000);
}

const line = (row: readonly (string | number | null)[]) =>
  `${row.map((value) => (value === null ? "\\N" : String(value))).join("\t")}\n`;

/** Rows a second of one COPY into the same table. */
export async function rawCopy(database: { url: string } | { lite: PGlite }, rows: number): Promise<number> {
  const text = Array.from({ length: rows / ROWS }, () => rowsOf().map(line).join("")).join("");
  const started = performance.now();
  if ("lite" in database)
    await database.lite.query(`COPY event (${COLUMNS}) FROM '/dev/blob'`, [], { blob: new Blob([text]) });
  else {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await pipeline(Readable.from([text]), client.query(copyFrom(`COPY event (${COLUMNS}) FROM STDIN`)));
    await client.end();
  }
  return rows / ((performance.now() - started) / 1_000);
}
