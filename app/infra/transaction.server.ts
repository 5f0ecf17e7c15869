import { Prisma, prisma, type Tx } from "./db.server.ts";

export type { Tx };

const TRIES = 4;

/**
 * Runs `work` in one transaction; inside it use only `tx`. Where the database gave up on it because it met another one
 * (a deadlock, a write conflict), nothing of it was kept, and it is tried again: `work` may run several times.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await prisma.$transaction(work);
    } catch (error) {
      if (attempt >= TRIES || !metAnother(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
}

/** Prisma's own code, or PostgreSQL's within it: deadlock_detected, serialization_failure. */
const metAnother = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === "P2034" || /40P01|40001/.test(JSON.stringify(error.meta ?? {})));
