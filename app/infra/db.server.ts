import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate, setTimeout } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type PgBoss from "pg-boss";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { underLock } from "./advisory-lock.server.ts";
import { clock } from "./clock.server.ts";
import { isDatabaseGone } from "./database-gone.ts";
import { env } from "./env.server.ts";
import { holdFolder } from "./folder-lock.server.ts";
import { logger } from "./logger.server.ts";
import { migrate, type MigrationConnection } from "./migrate.server.ts";
import { dropExpired, ensurePartitions } from "./partitions.server.ts";
import { PrismaClient } from "./prisma/client.ts";
import { PrismaPostgres } from "./prisma-pg.server.ts";
import { makeHotSql, type HotSql, type Sql } from "./sql.server.ts";

export type { Sql };
export { Prisma } from "./prisma/client.ts";

/** Inside a transaction use only this: on the embedded database the plain client waits for the transaction to end. */
export type Tx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$use" | "$extends">;

interface Database {
  prisma: PrismaClient;
  hot: HotSql;
  /** Gives work a connection that takes all the time it needs and several statements at once, with no other such work beside. */
  readonly maintain: <T>(work: (connection: MigrationConnection) => Promise<T>) => Promise<T>;
  /** How the job library reaches the database. */
  jobs: PgBoss.Db;
  close(): Promise<void>;
}

const MIGRATIONS = join(process.cwd(), "prisma/migrations");

/** Opens PostgreSQL when `url` is given, else the embedded database; brings its schema up to date. */
const open = ({ url, folder }: { url?: string | undefined; folder: string }): Promise<Database> =>
  url === undefined ? openEmbedded(folder) : openPostgres(url);

async function prepare(connection: MigrationConnection): Promise<void> {
  await migrate(connection, MIGRATIONS, clock.now());
  await ensurePartitions(connection, clock.now());
}

async function openEmbedded(folder: string): Promise<Database> {
  if (folder !== "" && !existsSync(folder)) await mkdir(folder, { recursive: true });
  const letGo = folder === "" ? () => Promise.resolve() : await holdFolder(folder);
  const lite = await PGlite.create(folder === "" ? {} : { dataDir: folder });
  const connection: MigrationConnection = {
    exec: (sql) => lite.exec(sql),
    query: (sql, values) => lite.query<Record<string, unknown>>(sql, values),
  };
  await prepare(connection);
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(lite), transactionOptions });
  return {
    prisma,
    hot: {
      $queryRaw: prisma.$queryRaw.bind(prisma),
      $executeRaw: prisma.$executeRaw.bind(prisma),
      transaction: (work) => prisma.$transaction(work),
    },
    maintain: (work) => work(connection),
    jobs: { executeSql: (text, values) => executeSql(lite, text, values) },
    close: async () => {
      await prisma.$disconnect();
      if (!lite.closed) await lite.close();
      await letGo();
    },
  };
}

async function openPostgres(url: string): Promise<Database> {
  const maintain: Database["maintain"] = (work) =>
    onOneConnection(url, (connection) => underLock(connection, () => work(connection)));
  await untilItAnswers(() => maintain(prepare));
  const pool = new pg.Pool(poolOptions(url));
  const jobs = new pg.Pool({ ...poolOptions(url), max: JOB_CONNECTIONS, application_name: "throughline jobs" });
  surviveCuts(pool);
  surviveCuts(jobs);
  const prisma = new PrismaClient({ adapter: new PrismaPostgres(pool), transactionOptions });
  return {
    prisma,
    hot: makeHotSql(pool),
    maintain,
    jobs: { executeSql: async (text, values) => jobs.query(text, values) },
    close: async () => {
      await prisma.$disconnect();
      for (const one of [pool, jobs]) if (!one.ending) await one.end();
    },
  };
}

/** What is long to do, such as a migration, must not be ended by the time that a statement may take elsewhere. */
async function onOneConnection<T>(url: string, work: (connection: MigrationConnection) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "throughline maintenance", keepAlive: true });
  // What ran on a cut connection is rejected by itself.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work({ exec: (sql) => client.query(sql), query: (sql, values) => client.query(sql, values) });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A database that starts together with the app, or is just being restarted, is waited for as long. */
const WAIT_MS = 60_000;

async function untilItAnswers(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1, waited = 0; ; attempt++)
    try {
      await work();
      return;
    } catch (error) {
      const pause = Math.min(250 * 2 ** attempt, 5_000);
      waited += pause;
      if (!isDatabaseGone(error) || waited > WAIT_MS) throw error;
      logger.warn({ error: error.message }, "the database does not answer yet");
      await setTimeout(pause);
    }
}

/**
 * The server may cut any connection at any moment: it restarts, or somebody ends a session. Without a listener on each,
 * idle, in the middle of a transaction or about to close, the driver's "error" would end this process. What ran on the
 * connection is rejected by itself, and the pool makes a new one.
 */
function surviveCuts(pool: pg.Pool): void {
  const note = (error: Error) => {
    logger.warn({ error: error.message }, "the database cut a connection");
  };
  pool.on("connect", (client) => client.on("error", note));
  // Idle clients tell the pool as well, which has been told above.
  pool.on("error", () => undefined);
}

/** The job library sends several statements at once where it has no values. */
async function executeSql(lite: PGlite, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  if (values.length > 0) return lite.query(text, values);
  const results = await lite.exec(text);
  return results.at(-1) ?? { rows: [] };
}

/**
 * Each process takes at most `max` connections, and no statement may run for ever: a lost client must not hold locks.
 * `connectionTimeoutMillis` bounds how long one waits for a free connection.
 */
const poolOptions = (url: string) => ({
  connectionString: url,
  max: env.DATABASE_POOL,
  connectionTimeoutMillis: 15_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  application_name: "throughline",
  keepAlive: true,
  // A rule over everybody is long to read and short to run: compiling it took half of its time (docs/performance.md).
  options: "-c jit=off",
});

const JOB_CONNECTIONS = 2;

/** Waiting for a connection may take long under load; a transaction itself may not. */
const transactionOptions = { maxWait: 15_000, timeout: 15_000 };

const database = await open({ url: env.DATABASE_URL, folder: env.PGLITE_DIR });

export const prisma = database.prisma;
/** Raw SQL for the paths that are asked thousands of times a second; everything else uses `prisma`. */
export const hot: Sql = database.hot;
export const runHot = <T>(work: (tx: Sql) => Promise<T>): Promise<T> => database.hot.transaction(work);
/** Whether the database runs within this process: one connection, and no other process. */
export const isEmbedded = env.DATABASE_URL === undefined;
export const jobConnection = database.jobs;
export const maintain = database.maintain;

/** Makes the monthly partitions ahead and drops those that are kept long enough: a daily job. */
export async function turnPartitions(): Promise<void> {
  await maintain(async (connection) => {
    await ensurePartitions(connection, clock.now());
    await dropExpired(connection, clock.now());
  });
}

/** A table counts as grown once it has half as many pages again as when it was counted, and so many more. */
const GROWN = 1.5;
const GROWN_PAGES = 16;
/** Values sampled of a column, in hundreds of rows: on the embedded database nobody is heard while they are. */
const SAMPLE = 20;

/**
 * Counts one table anew that has grown since, for the planner, who takes an uncounted one for empty and reads all of it
 * for each visitor. PostgreSQL does that by itself, the embedded database does not. False = none has grown.
 */
export async function countGrown(): Promise<boolean> {
  if (!isEmbedded) return false;
  let found = false;
  await maintain(async (connection) => {
    const { rows } = await connection.query(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN LATERAL (SELECT pg_relation_size(c.oid) / current_setting('block_size')::int AS pages) size
       WHERE c.relkind = 'r' AND n.nspname = 'public' AND size.pages > c.relpages * ${GROWN} + ${GROWN_PAGES}
       ORDER BY size.pages - c.relpages DESC LIMIT 1`,
      [],
    );
    if (!rows[0]) return;
    await connection.exec(`SET default_statistics_target = ${SAMPLE}; ANALYZE ${String(rows[0]["name"])}`);
    found = true;
  });
  return found;
}

/**
 * Clears what updates left behind and counts anew what the planner goes by, a table at a time: PostgreSQL does that by
 * itself, the embedded database does not. A daily job.
 */
export async function tendEmbedded(): Promise<void> {
  if (!isEmbedded) return;
  await maintain(async (connection) => {
    const { rows } = await connection.query(
      "SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables ORDER BY 1",
      [],
    );
    for (const { name } of rows) {
      // Nobody is heard meanwhile: a table of a million rows takes a second.
      await setImmediate();
      await connection.exec(`VACUUM (ANALYZE) ${String(name)}`);
    }
  });
}

export const closeDatabase = () => database.close();
