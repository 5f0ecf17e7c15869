/**
 * Classes of SQLSTATE: connection exception, operator intervention (it shuts down, or starts up), too many connections; the
 * system's own words; and Prisma's for a database that can't be reached, a place in the pool or a transaction that did not
 * come in time.
 */
const GONE =
  /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1017|P2024|P2028)$/;
const SAID = /Connection terminated|timeout exceeded when trying to connect/;

/** Whether the database, and not what was asked of it, is why something failed: nothing else would fare better now. */
export function isDatabaseGone(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return GONE.test(code) || SAID.test(error.message) || isDatabaseGone(error.cause);
}
