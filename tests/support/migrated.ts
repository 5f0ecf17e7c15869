/** The database that each test file gets (embedded.ts), for a sandbox's app: making one takes it seven seconds. */
export const MIGRATED = { PGLITE_DIR: process.env["PGLITE_DIR"] ?? "" };
