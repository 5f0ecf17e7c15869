import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import type PgBoss from "pg-boss";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { clock } from "./clock.server.ts";
import { env } from "./env.server.ts";
import { logger } from "./logger.server.ts";
import { migrate, type MigrationConnection } from "./migrate.server.ts";
import { dropExpired, ensurePartitions } from "./partitions.server.ts";
import { PrismaClient } from "./prisma/client.ts";
import { makeHotSql, type HotSql, type Sql } from "./sql.server.ts";

export type { Sql };
export { Prisma } from "./prisma/client.ts";

/** Inside a transaction use only this: on the embedded database the plain client waits for the transaction to end. */
export type Tx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$use" | "$extends">;

interface Database {
  prisma: PrismaClient;
  hot: HotSql;
  /** Several statements at once, for migrations and partitions. */
  admin: MigrationConnection;
  /** How the job library reaches the database. */
  jobs: PgBoss.ConstructorOptions;
  close(): Promise<void>;
}

const MIGRATIONS = join(process.cwd(), "prisma/migrations");

/** Opens PostgreSQL when `url` is given, else the embedded database; brings its schema up to date. */
async function open({ url, folder }: { url?: string | undefined; folder: string }): Promise<Database> {
  const database = url === undefined ? await openEmbedded(folder) : await openPostgres(url);
  await ensurePartitions(database.admin, clock.now());
  return database;
}

async function openEmbedded(folder: string): Promise<Database> {
  if (folder !== "" && !existsSync(folder)) await mkdir(folder, { recursive: true });
  const lite = await PGlite.create(folder === "" ? {} : { dataDir: folder });
  const connection: MigrationConnection = {
    exec: (sql) => lite.exec(sql),
    query: (sql, values) => lite.query<Record<string, unknown>>(sql, values),
  };
  await migrate(connection, MIGRATIONS, clock.now());
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(lite), transactionOptions });
  return {
    prisma,
    hot: {
      $queryRaw: prisma.$queryRaw.bind(prisma),
      $executeRaw: prisma.$executeRaw.bind(prisma),
      transaction: (work) => prisma.$transaction(work),
    },
    admin: connection,
    jobs: { db: { executeSql: (text, values) => executeSql(lite, text, values) } },
    close: async () => {
      await prisma.$disconnect();
      if (!lite.closed) await lite.close();
    },
  };
}

async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool(poolOptions(url));
  surviveCuts(pool);
  const client = await pool.connect();
  try {
    await migrate(asConnection(client), MIGRATIONS, clock.now());
  } finally {
    client.release();
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions });
  return {
    prisma,
    hot: makeHotSql(pool),
    admin: asConnection(pool),
    jobs: { connectionString: url, max: 2, application_name: "throughline jobs" },
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
}

/**
 * The server may cut any connection at any moment: it restarts, or somebody ends a session. Without a listener on each,
 * idle, in the middle of a transaction or about to close, the driver's "error" would end this process. What ran on the
 * connection is rejected by itself, and the pool makes a new one.
 */
function surviveCuts(pool: Pool): void {
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

const asConnection = (client: { query: Pool["query"] }): MigrationConnection => ({
  exec: (sql) => client.query(sql),
  query: (sql, values) => client.query(sql, values),
});

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
  // A rule over everybody is long to read and short to run: compiling it took half of its time (docs/performance.md).
  options: "-c jit=off",
});

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

/** Makes the monthly partitions ahead and drops those that are kept long enough: a daily job. */
export async function turnPartitions(): Promise<void> {
  await ensurePartitions(database.admin, clock.now());
  await dropExpired(database.admin, clock.now());
}

/**
 * Clears what updates left behind and counts anew what the planner goes by, a table at a time: PostgreSQL does that by
 * itself, the embedded database does not. A daily job.
 */
export async function tendEmbedded(): Promise<void> {
  if (!isEmbedded) return;
  const { rows } = await database.admin.query(
    "SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables ORDER BY 1",
    [],
  );
  for (const { name } of rows) {
    // Nobody is heard meanwhile: a table of a million rows takes a second.
    await setImmediate();
    await database.admin.exec(`VACUUM (ANALYZE) ${String(name)}`);
  }
}

export const closeDatabase = () => database.close();
