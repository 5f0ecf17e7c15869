import pg from "pg";
import { Prisma } from "./prisma/client.ts";

/** Runs raw SQL, as Prisma's clients do: inside a transaction, everything that is given to it belongs to it. */
export interface Sql {
  $queryRaw<T = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): PromiseLike<T>;
  /** Gives the number of rows written. */
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): PromiseLike<number>;
}

/** Raw SQL for what is asked thousands of times a second; `transaction` runs its work once. */
export interface HotSql extends Sql {
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

/**
 * Raw SQL on PostgreSQL's own driver. Prisma's client would pass it through its query compiler with all of its
 * parameters, which cost a third of the server's time under load. Statements are named, so that PostgreSQL plans each
 * once a connection: the texts must come from the code, never from data. Numbers and times are read as Prisma reads them.
 */
export function makeHotSql(pool: pg.Pool): HotSql {
  return {
    ...runOn(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query("BEGIN");
        const result = await work(runOn(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        // A connection that can't even roll back is thrown away.
        await client.query("ROLLBACK").catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

function runOn(client: { query: pg.Pool["query"] }): Sql {
  const run = (query: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    const { text, values: all } = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
    return client.query<pg.QueryResultRow>({ name: nameOf(text), text, values: all.map(asText), types });
  };
  return {
    $queryRaw: async <T>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(query, values)).rows as T,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  };
}

const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `hot${names.size}`));
  return name;
}

/** The driver would write times in the machine's zone. */
const asText = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, BigInt);
