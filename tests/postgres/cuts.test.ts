import { expect, test } from "vitest";
import { cutUnderLoad } from "../support/cuts.ts";

/** As many as the gate has time for. `npm run cuts` does 100. */
const ROUNDS = 12;

test(`all connections cut ${ROUNDS} times under load: nothing acknowledged is lost, and the pool is whole`, async () => {
  const report = await cutUnderLoad(process.env["DATABASE_URL"] ?? "", ROUNDS);
  expect(report).toMatchObject({
    lostEvents: 0,
    lostMembers: 0,
    lostWebhooks: 0,
    events: report.sentEvents,
    pages: report.sentPages,
    differences: [],
  });
  expect(report.cut).toBeGreaterThan(ROUNDS);
  // The connections that were just cut are found out by being used: some of the first answers are that.
  expect(report.answeredAfter).toBeGreaterThan(20);
}, 300_000);
