/** Runs the data tests on a PostgreSQL server, where one answers (postgres.mjs). */
import { spawnSync } from "node:child_process";
import { postgresAnswers, server } from "./postgres.mjs";

if (!(await postgresAnswers())) process.exit(0);
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "postgres"], {
  stdio: "inherit",
  env: { ...process.env, TEST_POSTGRES: server },
});
process.exit(status ?? 1);
