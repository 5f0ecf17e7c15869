import { Prisma, prisma, runHot, type Sql, type Tx } from "./db.server.ts";

export type { Sql, Tx };

const TRIES = 4;

/**
 * Runs `work` in one transaction; inside it use only `tx`. Where the database gave up on it because it met another one
 * (a deadlock, a write conflict), nothing of it was kept, and it is tried again: `work` may run several times.
 */
export const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => persist(() => prisma.$transaction(work));

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
