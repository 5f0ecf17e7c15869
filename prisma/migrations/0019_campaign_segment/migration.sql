-- CreateTable
CREATE TABLE "campaign_segment" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "campaign_segment_pkey" PRIMARY KEY ("shop_id","campaign_id","role","segment_id"),
    CONSTRAINT "campaign_segment_role" CHECK ("role" IN ('include', 'exclude', 'add', 'remove'))
);

-- CreateIndex
CREATE INDEX "campaign_segment_shop_id_segment_id_role_idx" ON "campaign_segment"("shop_id", "segment_id", "role");

-- AddForeignKey
ALTER TABLE "campaign_segment" ADD CONSTRAINT "campaign_segment_shop_id_campaign_id_fkey" FOREIGN KEY ("shop_id", "campaign_id") REFERENCES "campaign"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What campaigns named before: where each names a segment first.
INSERT INTO "campaign_segment" ("shop_id", "campaign_id", "segment_id", "role", "position")
SELECT c."shop_id", c."id", n.segment, n.role, MIN(n.position)
FROM "campaign" c
CROSS JOIN LATERAL (
  SELECT i.segment::int AS segment, 'include' AS role, i.position - 1 AS position
  FROM jsonb_array_elements_text(c."settings"->'include') WITH ORDINALITY AS i(segment, position)
  UNION ALL
  SELECT e.segment::int, 'exclude', e.position - 1
  FROM jsonb_array_elements_text(c."settings"->'exclude') WITH ORDINALITY AS e(segment, position)
  UNION ALL
  SELECT (r.rule->'then'->>'segment')::int, r.rule->'then'->>'do', r.position - 1
  FROM jsonb_array_elements(c."settings"->'rules') WITH ORDINALITY AS r(rule, position)
  WHERE r.rule->'then'->>'do' IN ('add', 'remove')) n
GROUP BY c."shop_id", c."id", n.segment, n.role;
