import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MAX_SIGN_UPS_OF_ADDRESS_AN_HOUR, MAX_SIGN_UPS_OF_VISITOR_A_DAY } from "#app/contract/wire.ts";
import { answerFailed, answerSynced, claimAnswer, retryFailed } from "#app/features/answers/answer.store.server.ts";
import { editSettings, viewSettings } from "#app/features/settings/index.server.ts";
import { listAnswers } from "#app/features/answers/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  addTo,
  campaignEvent,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  postEvents,
  startApp,
} from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

const SHOP = "fern.myshopify.com";
let app: Awaited<ReturnType<typeof startApp>>;
let shopId: number;
let form: number;
beforeAll(async () => {
  app = await startApp();
  shopId = (await makeShop(SHOP)).id;
  form = await makeCampaign(shopId, {
    name: "Form",
    ...popupForm({ email: true }),
    rules: [addTo("Signed", { when: "submit" })],
  });
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});
beforeEach(() => prisma.submission.deleteMany());

const signUp = async (email: string, post: object = {}) => {
  const event = campaignEvent("submit", form, { block: "email", fields: { email, first_name: "Ada" } });
  await postEvents(app.address, { shop: SHOP }, { ...makePost(makeVisitor(), [event]), ...post });
};
const one = makeVisitor();
const now = () => new Date(Date.now() + 1_000);

test("an address is due at once, taken by one worker, and done once", async () => {
  await signUp("ada@example.com");
  const claim = await claimAnswer(now());
  expect(claim).toMatchObject({
    shopId,
    domain: SHOP,
    confirm: false,
    fields: { email: "ada@example.com" },
    attempts: 1,
  });
  expect(await claimAnswer(now())).toBeNull();
  expect((await listAnswers(shopId)).answers).toMatchObject([
    { answer: "ada@example.com", sync: { state: "waiting" } },
  ]);
  if (claim) await answerSynced(claim, 7n);
  expect(await claimAnswer(new Date(Date.now() + 3_600_000))).toBeNull();
  expect((await listAnswers(shopId)).answers).toMatchObject([{ sync: { state: "done" } }]);
});

test.each([
  ["one browser", MAX_SIGN_UPS_OF_VISITOR_A_DAY, () => one],
  ["one network", MAX_SIGN_UPS_OF_ADDRESS_AN_HOUR, makeVisitor],
])("more addresses than %s sends wait for the merchant, and lose nothing", async (_name, most, who) => {
  const network = { "X-Forwarded-For": `192.0.2.${most}` };
  for (let n = 0; n <= most; n++) {
    const event = campaignEvent("submit", form, { block: "email", fields: { email: `many${n}@example.com` } });
    await postEvents(app.address, { shop: SHOP }, makePost(who(), [event]), network);
  }
  const { answers, failed } = await listAnswers(shopId);
  expect(failed).toBe(1);
  expect(answers.filter(({ sync }) => sync?.state === "failed")).toMatchObject([{ answer: `many${most}@example.com` }]);
  expect(answers.filter(({ sync }) => sync?.state === "waiting")).toHaveLength(Math.min(most, answers.length - 1));
  expect(await retryFailed(shopId, now())).toBe(1);
  expect((await listAnswers(shopId)).failed).toBe(0);
});

test("a worker that died is followed by another after its lease; a failure is tried again when it is due", async () => {
  await signUp("ada@example.com");
  await claimAnswer(now());
  const claim = await claimAnswer(new Date(Date.now() + 62_000));
  expect(claim?.attempts).toBe(2);
  if (claim) await answerFailed(claim, "Shopify can't be reached.", new Date(Date.now() + 120_000));
  expect(await claimAnswer(new Date(Date.now() + 119_000))).toBeNull();
  expect((await claimAnswer(new Date(Date.now() + 121_000)))?.attempts).toBe(3);
});

test("what Shopify refuses for good waits for the merchant", async () => {
  await signUp("ada@nowhere");
  const claim = await claimAnswer(now());
  if (claim) await answerFailed(claim, "Shopify refused it: Email is invalid.", null);
  expect(await claimAnswer(new Date(Date.now() + 86_400_000))).toBeNull();
  const view = await listAnswers(shopId);
  expect(view).toMatchObject({
    failed: 1,
    answers: [{ sync: { state: "failed", error: expect.stringContaining("invalid") as unknown } }],
  });
  expect(await retryFailed(shopId + 1, now())).toBe(0);
  expect(await retryFailed(shopId, now())).toBe(1);
  expect((await claimAnswer(now()))?.attempts).toBe(1);
});

test("the shop's own browser signs nobody up", async () => {
  await signUp("ada@example.com", { own: true });
  expect(await claimAnswer(now())).toBeNull();
  expect((await listAnswers(shopId)).answers).toMatchObject([{ sync: null }]);
});

test("settings: what can't be is refused with a word, what can is kept and published", async () => {
  const post = (body: unknown) =>
    editSettings(
      shopId,
      new Request("http://app", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
    );
  const good = { overlaysAVisit: "3", quietHours: "0", confirmOptIn: true };
  for (const bad of [
    "{",
    [],
    {},
    { ...good, quietHours: "-1" },
    { ...good, overlaysAVisit: "0" },
    { ...good, confirmOptIn: "yes" },
  ])
    expect((await post(bad)).init?.status).toBe(422);
  expect((await post("x".repeat(5_000))).init?.status).toBe(413);
  const before = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  expect((await post(good)).init?.status).toBe(200);
  expect(await viewSettings(shopId)).toEqual(good);
  expect(await prisma.shop.findUniqueOrThrow({ where: { id: shopId } })).toMatchObject({
    publishWanted: before.publishWanted + 1,
  });
  await signUp("ada@example.com");
  expect((await claimAnswer(now()))?.confirm).toBe(true);
});
