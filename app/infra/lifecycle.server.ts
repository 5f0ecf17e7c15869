import { prisma } from "./db.server.ts";

export { closeDatabase, countGrown, turnPartitions, tendEmbedded, isEmbedded } from "./db.server.ts";

/** Rejects when the database does not answer. */
export const assertReady = async (): Promise<void> => {
  await prisma.$queryRaw`SELECT 1`;
};
