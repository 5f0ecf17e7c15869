/**
 * npm run cuts [-- ROUNDS]: cuts all connections of the built server to PostgreSQL (TEST_POSTGRES) so many times (100) at
 * random moments under load, and says what was lost or counted twice, and whether the pool is whole afterwards. Ends with 1
 * if anything was, or it is not.
 */
import { withPostgres } from "./postgres.mjs";
import { cutUnderLoad } from "../tests/support/cuts.ts";

const rounds = Number(process.argv[2] ?? 100);
await withPostgres(async (url) => {
  const report = await cutUnderLoad(url, rounds);
  const lost = report.lostEvents + report.lostMembers + report.lostWebhooks + report.differences.length;
  const doubled = report.events - report.sentEvents + report.pages - report.sentPages;
  process.stdout.write(
    `${rounds} rounds, ${report.cut} connections cut; ${report.acknowledged} posts and webhooks acknowledged, ` +
      `${report.unanswered} unanswered and repeated; ${lost} lost, ${doubled} doubled, ${report.answeredAfter} of 40 at once answered afterwards\n`,
  );
  if (lost !== 0 || doubled !== 0 || report.answeredAfter <= 20) process.exitCode = 1;
});
