/** Any constant will do: it names the lock that keeps processes apart that start, or tend the database, at once. */
const LOCK = 7_263_401;

/**
 * Runs `work` while no other process of this database runs any under the lock. It belongs to the connection: a cut one
 * gives it back.
 */
export async function underLock<T>(
  connection: { exec(sql: string): Promise<unknown> },
  work: () => Promise<T>,
): Promise<T> {
  await connection.exec(`SELECT pg_advisory_lock(${LOCK})`);
  try {
    return await work();
  } finally {
    // Where the connection is gone, so is the lock; what went wrong is thrown as it is.
    await connection.exec(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => undefined);
  }
}
