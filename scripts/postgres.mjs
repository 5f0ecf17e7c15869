import pg from "pg";

/** The server that the tests use: TEST_POSTGRES (postgresql://user@host:port, without a database), else this machine's. */
export const server = process.env.TEST_POSTGRES ?? "postgresql://postgres@127.0.0.1:5432";

/** Whether it answers; if it was named and does not, that is an error. */
export async function postgresAnswers() {
  const client = new pg.Client({ connectionString: `${server}/postgres`, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (process.env.TEST_POSTGRES) throw error;
    process.stdout.write(`No PostgreSQL answers at ${server}: its part is skipped.\n`);
    return false;
  }
}

/**
 * Runs `work` with the address of a new database, which is dropped afterwards. Nothing happens where no server answers.
 * @param {(url: string) => Promise<void>} work
 */
export async function withPostgres(work) {
  if (!(await postgresAnswers())) return;
  const name = `throughline_${process.pid}_${Date.now()}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  try {
    await work(`${server}/${name}`);
  } finally {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  }
}
