import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { EMPTY_RULE_CONDITION, EMPTY_SEGMENT } from "#app/features/segments/definition.form.ts";
import { rebuildNext, saveRuleSegment } from "#app/features/segments/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import {
  addTo,
  campaignEvent,
  makeCampaign,
  makePost,
  postEvents,
  postWebhook,
  processAll,
  settle,
  type TestVisitor,
} from "./app.ts";

const fixture = JSON.parse(readFileSync("tests/fixtures/orders_create.json", "utf8")) as object;
let number = 8_000_000;
/** A customer, or an order, that no test has named. */
export const nextNumber = () => ++number;

/** What happens to people of a shop, and how often segments counted them. */
export function makePeople(address: string, shop: Shop) {
  let campaign = 0;

  /** A campaign of its own, whose click joins an audience, and a segment of those who clicked: both begin at nothing. */
  async function makeSegments() {
    const name = `Welcome ${nextNumber()}`;
    campaign = await makeCampaign(shop.id, { name, rules: [addTo(`Clicked ${name}`)] });
    const { id: audience } = await prisma.segment.findFirstOrThrow({
      where: { shopId: shop.id, name: `Clicked ${name}` },
    });
    const condition = { ...EMPTY_RULE_CONDITION, subject: "clicked" as const, campaign };
    const saved = await saveRuleSegment(shop, null, {
      ...EMPTY_SEGMENT,
      name: `Rule ${name}`,
      groups: [{ mode: "all", conditions: [condition] }],
    });
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    while (await rebuildNext(false));
    return { audience, rule: saved.id };
  }

  const post = (who: TestVisitor, events: readonly unknown[], customer?: number) =>
    postEvents(
      address,
      { shop: shop.domain, ...(customer ? { customer: String(customer) } : {}) },
      makePost(who, events),
    );
  const click = async (who: TestVisitor, customer?: number) => {
    await post(who, [campaignEvent("click", campaign)], customer);
    await settle();
  };
  const webhook = async (topic: string, payload: object) => {
    expect(await postWebhook(address, { shop: shop.domain, topic }, payload)).toBe(200);
    await processAll();
  };
  /** Gives the order's number. */
  const order = async (who: TestVisitor | null, customer: number, at = new Date()): Promise<bigint> => {
    const id = nextNumber();
    await webhook("orders/create", {
      ...fixture,
      id,
      name: `#${id}`,
      processed_at: at.toISOString(),
      updated_at: new Date().toISOString(),
      customer: { id: customer },
      note_attributes: who ? [{ name: "__throughline", value: who.ref }] : [],
    });
    return BigInt(id);
  };
  const merged = (from: number, into: number, status = "completed") =>
    webhook("customers/merge", {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${into}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${from}`,
      admin_graphql_api_job_id: null,
      status,
      errors: [],
    });
  const counts = async (segment: number) => {
    const { _sum } = await prisma.audienceDay.aggregate({
      where: { shopId: shop.id, segmentId: segment },
      _sum: { entered: true, left: true },
    });
    const members = await prisma.noticed.findMany({ where: { shopId: shop.id, segmentId: segment } });
    return {
      entered: _sum.entered ?? 0,
      left: _sum.left ?? 0,
      members: members.map(({ profile }) => profile).sort(),
    };
  };

  return { makeSegments, post, click, webhook, order, merged, counts, campaign: () => campaign };
}
