import { closeDatabase, prisma } from "./db.server.ts";
import { logger } from "./logger.server.ts";

/** Rejects when the database does not answer. */
export const assertReady = async (): Promise<void> => {
  await prisma.$queryRaw`SELECT 1`;
};

/** Starts the work that no request starts. */
export function start(): void {
  logger.info("started");
}

/** Lets running work end, then closes the database. */
export async function stop(): Promise<void> {
  await closeDatabase();
}
