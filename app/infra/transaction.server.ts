import { isEmbedded, Prisma, prisma, runHot, type Sql, type Tx } from "./db.server.ts";

export type { Sql, Tx };

const TRIES = 4;

/**
 * Runs `work` in one transaction; inside it use only `tx`. Where the database gave up on it because it met another one
 * (a deadlock, a write conflict), nothing of it was kept, and it is tried again: `work` may run several times.
 */
export const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => persist(() => prisma.$transaction(work));

/** How long work may take that nobody waits for; and the memory that a step of it may use, so that it needs no disk. */
const LONGEST_MS = 300_000;
const WORK_MEMORY = "64MB";

async function takeTime(tx: Tx, longest = LONGEST_MS): Promise<void> {
  await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(longest)}, true),
                              set_config('work_mem', ${WORK_MEMORY}, true)`;
}

/** A transaction of the background, over as many rows as there are: it may take minutes. */
export const longTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  persist(() =>
    prisma.$transaction(
      async (tx) => {
        await takeTime(tx);
        return work(tx);
      },
      { timeout: LONGEST_MS },
    ),
  );

/**
 * To be said before a question about everybody of a shop: nobody is looked up one by one then. The planner takes rows
 * that are younger than its statistics for next to none, and joins next to none by going over everybody for each: a
 * minute instead of half a second, with 85,000 visitors.
 */
export const askOfAll = (tx: Tx) => tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true)`;

/** Such a question of the background, in a transaction of its own: on the embedded database everything else waits for it. */
export const readOfAll = <Row>(query: Prisma.Sql): Promise<Row[]> =>
  longTransaction(async (tx) => {
    await askOfAll(tx);
    return tx.$queryRaw<Row[]>(query);
  });

/** How long somebody waits for the answer to such a question. */
const PATIENCE_MS = 30_000;

/**
 * The same for a question that somebody waits for, who may leave meanwhile or ask another one: then the database is told to
 * drop it. The embedded one does one thing at a time, and can't be told; there it is at least not begun. Rejects then, too.
 */
export const readOfAllFor = <Row>(signal: AbortSignal, query: Prisma.Sql): Promise<Row[]> =>
  prisma.$transaction(
    async (tx) => {
      signal.throwIfAborted();
      await takeTime(tx, PATIENCE_MS);
      await askOfAll(tx);
      const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      let dropped: Promise<unknown> | undefined;
      const drop = () => {
        dropped = prisma.$executeRaw`SELECT pg_cancel_backend(${own?.pid}::int)`.catch(() => undefined);
      };
      if (!isEmbedded) signal.addEventListener("abort", drop, { once: true });
      try {
        return await tx.$queryRaw<Row[]>(query);
      } finally {
        signal.removeEventListener("abort", drop);
        // Told late, it must not meet what this connection does next.
        await dropped;
      }
    },
    { timeout: PATIENCE_MS },
  );

/** The same for the paths that are asked thousands of times a second: raw SQL, with as little as can be around it. */
export const hotTransaction = <T>(work: (tx: Sql) => Promise<T>): Promise<T> => persist(() => runHot(work));

async function persist<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await run();
    } catch (error) {
      if (attempt >= TRIES || !metAnother(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
}

/** deadlock_detected, serialization_failure: the driver's code, or Prisma's own for it. */
const metAnother = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError
    ? error.code === "P2034" || /40P01|40001/.test(JSON.stringify(error.meta ?? {}))
    : error instanceof Error && "code" in error && (error.code === "40P01" || error.code === "40001");
