-- DropIndex
DROP INDEX "campaign_version_shop_id_content_hash_idx";

-- AlterTable
ALTER TABLE "campaign_version" DROP COLUMN "content_hash";

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "overlays_a_visit" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "quiet_hours" INTEGER NOT NULL DEFAULT 24;

-- CreateTable
CREATE TABLE "content" (
    "shop_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "content_pkey" PRIMARY KEY ("shop_id","hash")
);

-- AddForeignKey
ALTER TABLE "content" ADD CONSTRAINT "content_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- A flat content becomes one variant of one step of blocks; a surface "popup" moves into it.
CREATE FUNCTION pg_temp.blocks(old JSONB) RETURNS JSONB LANGUAGE SQL AS $$
  SELECT COALESCE(jsonb_agg(block ORDER BY place), '[]') FROM (VALUES
    (1, jsonb_build_object('type', 'heading', 'name', 'heading', 'text', old->'heading')),
    (2, CASE WHEN old->>'text' <> '' THEN jsonb_build_object('type', 'text', 'name', 'text', 'text', old->'text') END),
    (3, CASE WHEN old->>'code' <> '' THEN jsonb_build_object('type', 'code', 'name', 'code', 'code', old->'code') END),
    (4, CASE WHEN old->>'email' = 'true' THEN jsonb_build_object('type', 'email', 'name', 'email', 'label', '', 'consent', '', 'withName', false) END),
    (5, CASE WHEN old->>'buttonLabel' <> '' THEN jsonb_build_object('type', 'button', 'name', 'button', 'label', old->'buttonLabel',
          'act', CASE WHEN old->>'buttonUrl' = '' THEN '["close"]'::jsonb ELSE jsonb_build_array('link', old->'buttonUrl') END) END)
  ) AS parts(place, block) WHERE block IS NOT NULL
$$;
CREATE FUNCTION pg_temp.upgrade(old JSONB) RETURNS JSONB LANGUAGE SQL AS $$
  SELECT (old - 'surface' - 'content') || jsonb_build_object('placement', '', 'holdout', 0, 'conditions', '["all", []]'::jsonb, 'variants', jsonb_build_array(
    jsonb_build_object('id', 'a', 'weight', 50, 'content', jsonb_build_object(
      'surface', 'popup', 'teaser', '', 'steps', jsonb_build_array(pg_temp.blocks(old->'content')),
      'look', '{"position": "end", "background": "#ffffff", "ink": "#1a1a1a", "accent": "#1a1a1a", "accentInk": "#ffffff", "radius": 12, "shadow": true, "animation": "rise", "pushes": false}'::jsonb))))
$$;
UPDATE "campaign" SET "settings" = pg_temp.upgrade("settings") WHERE "settings" ? 'content';
UPDATE "campaign_version" SET "settings" = pg_temp.upgrade("settings") WHERE "settings" ? 'content';

-- The storefront's script reads the new contents: publish them anew.
UPDATE "shop" SET "publish_wanted" = "publish_wanted" + 1, "publish_due" = NOW() WHERE "publish_wanted" > 0;
