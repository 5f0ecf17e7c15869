import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { clock } from "./clock.server.ts";
import { env } from "./env.server.ts";
import { migrate, type MigrationConnection } from "./migrate.server.ts";
import { ensurePartitions } from "./partitions.server.ts";
import { PrismaClient } from "./prisma/client.ts";

export { Prisma } from "./prisma/client.ts";

/** Inside a transaction use only this: on the embedded database the plain client waits for the transaction to end. */
export type Tx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$use" | "$extends">;

interface Database {
  prisma: PrismaClient;
  /** Several statements at once, for migrations and partitions. */
  admin: Pick<MigrationConnection, "exec">;
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
    admin: connection,
    close: async () => {
      await prisma.$disconnect();
      if (!lite.closed) await lite.close();
    },
  };
}

async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: 2 });
  const client = await pool.connect();
  try {
    await migrate(asConnection(client), MIGRATIONS, clock.now());
  } finally {
    client.release();
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }), transactionOptions });
  return {
    prisma,
    admin: { exec: (sql) => pool.query(sql) },
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

const asConnection = (client: { query: Pool["query"] }): MigrationConnection => ({
  exec: (sql) => client.query(sql),
  query: (sql, values) => client.query(sql, values),
});

/** Waiting for a connection may take long under load; a transaction itself may not. */
const transactionOptions = { maxWait: 15_000, timeout: 15_000 };

const database = await open({ url: env.DATABASE_URL, folder: env.PGLITE_DIR });

export const prisma = database.prisma;
/** Whether the database runs within this process: one connection, and no other process. */
export const isEmbedded = env.DATABASE_URL === undefined;
/** Makes the monthly partitions ahead; the caretaker calls it daily. */
export const extendPartitions = () => ensurePartitions(database.admin, clock.now());
export const closeDatabase = () => database.close();
