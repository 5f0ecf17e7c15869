-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "links_since" TIMESTAMPTZ(3);


-- Campaigns from before have no schedule, no dismissal ends them, and their conditions are one group.
CREATE FUNCTION pg_temp.with_schedule(old JSONB) RETURNS JSONB LANGUAGE SQL IMMUTABLE AS $$
  SELECT old || '{"schedule": {"from": null, "until": null}, "mostDismissals": 0}'
    || jsonb_build_object('conditions', jsonb_build_array('all',
         CASE jsonb_array_length(old->'conditions'->1) WHEN 0 THEN '[]'::jsonb ELSE jsonb_build_array(old->'conditions') END))
$$;
UPDATE "campaign" SET "settings" = pg_temp.with_schedule("settings");
UPDATE "campaign_version" SET "settings" = pg_temp.with_schedule("settings");
-- What the storefront carries has changed its form.
UPDATE "shop"
SET "publish_wanted" = "publish_wanted" + 1, "publish_due" = "installed_at"
WHERE "publish_done" > 0;
