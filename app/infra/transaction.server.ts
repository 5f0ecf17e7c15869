import { prisma, type Tx } from "./db.server.ts";

export type { Tx };

/** Runs `work` in one transaction; inside it use only `tx`. */
export const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => prisma.$transaction(work);
