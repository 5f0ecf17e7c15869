import { afterAll, expect, test } from "vitest";
import { EVER, type Definition } from "#app/core/segments/condition.ts";
import { exportMembers, listSegments, rebuildNext, viewRuleSegment } from "#app/features/segments/index.server.ts";
import { readListQuery } from "#app/features/segments/list-query.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase, isEmbedded } from "#app/infra/lifecycle.server.ts";
import { makeShop } from "../support/app.ts";

afterAll(closeDatabase);

const MILLION = 1_000_000;
const RULE: Definition = ["all", [["all", [["seen", ["first", "within", EVER]]]]]];

test.runIf(!isEmbedded)("a segment of a million members is worked out, listed, shown and written out", async () => {
  const shop = await makeShop("million.myshopify.com");
  await prisma.$executeRaw`
    INSERT INTO visitor (shop_id, id, ref, first_seen, last_seen)
    SELECT ${shop.id}, ('019ab000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'r' || n, NOW(), NOW()
    FROM generate_series(1, ${MILLION}) n`;
  const { id } = await prisma.segment.create({
    data: {
      shopId: shop.id,
      key: "million",
      kind: "rule",
      name: "Everybody",
      nameKey: "everybody",
      createdAt: new Date(),
      rule: RULE as never,
      rebuildDue: new Date(),
    },
  });
  while (await rebuildNext());

  const today = new Date().toISOString().slice(0, 10);
  const { segments } = await listSegments(shop.id, today, readListQuery(new URLSearchParams()));
  expect(segments).toMatchObject([{ id, members: MILLION }]);
  expect(await viewRuleSegment(shop, id)).toMatchObject({ members: MILLION });

  // A file is written while it is read: who goes away after a few pages has kept nobody waiting for the rest.
  const reader = (await exportMembers(shop.id, id))?.body?.getReader();
  const lines: string[] = [];
  while (lines.length < 2_000) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) break;
    lines.push(...new TextDecoder().decode(value).trim().split("\r\n"));
  }
  await reader?.cancel();
  expect(new Set(lines).size).toBe(2_001);
});
