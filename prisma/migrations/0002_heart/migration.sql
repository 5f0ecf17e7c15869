-- DropForeignKey
ALTER TABLE "enrolment_rule" DROP CONSTRAINT "enrolment_rule_shop_id_campaign_id_version_fkey";

-- DropForeignKey
ALTER TABLE "enrolment_rule" DROP CONSTRAINT "enrolment_rule_shop_id_segment_id_fkey";

-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "ends_after_days" INTEGER,
ADD COLUMN     "ends_on_joining" INTEGER,
ADD COLUMN     "ends_on_order" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "notice_from" TEXT;

-- AlterTable
ALTER TABLE "visitor" ADD COLUMN     "unusual" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "link" ADD COLUMN     "order_id" BIGINT;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "detail" TEXT;

-- AlterTable
ALTER TABLE "page" ADD COLUMN     "cart_count" INTEGER,
ADD COLUMN     "cart_products" BIGINT[],
ADD COLUMN     "cart_value" BIGINT,
ADD COLUMN     "collection_id" BIGINT,
ADD COLUMN     "held" JSONB,
ADD COLUMN     "landing" TEXT,
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'shopper',
ADD COLUMN     "product_id" BIGINT,
ADD COLUMN     "referrer" TEXT,
ADD COLUMN     "utm" JSONB;

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "arm" TEXT,
ADD COLUMN     "element" TEXT,
ADD COLUMN     "goal" TEXT,
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'shopper',
ADD COLUMN     "seconds" INTEGER;

-- DropTable
DROP TABLE "enrolment_rule";

-- CreateTable
CREATE TABLE "unlink" (
    "shop_id" INTEGER NOT NULL,
    "visitor_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unlink_pkey" PRIMARY KEY ("shop_id","visitor_id","customer_id")
);

-- CreateTable
CREATE TABLE "attribute" (
    "shop_id" INTEGER NOT NULL,
    "identity" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "attribute_pkey" PRIMARY KEY ("shop_id","identity","identity_id","name")
);

-- CreateTable
CREATE TABLE "order_effect" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "identity" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "segment_id" INTEGER,
    "name" TEXT,
    "value" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "variant" TEXT NOT NULL,

    CONSTRAINT "order_effect_pkey" PRIMARY KEY ("shop_id","order_id","position")
);

-- CreateTable
CREATE TABLE "touched" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "identity" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,

    CONSTRAINT "touched_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "noticed" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "profile" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "noticed_pkey" PRIMARY KEY ("shop_id","segment_id","profile")
);

-- CreateTable
CREATE TABLE "audience_day" (
    "shop_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "entered" INTEGER NOT NULL DEFAULT 0,
    "left" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "audience_day_pkey" PRIMARY KEY ("shop_id","segment_id","day")
);

-- CreateTable
CREATE TABLE "campaign_day" (
    "shop_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "variant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "campaign_day_pkey" PRIMARY KEY ("shop_id","campaign_id","day","variant","kind","device","origin","slot")
);

-- CreateTable
CREATE TABLE "removed_day" (
    "shop_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "variant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "removed_day_pkey" PRIMARY KEY ("shop_id","campaign_id","day","variant","kind","device","origin")
);

-- CreateTable
CREATE TABLE "submission" (
    "shop_id" INTEGER NOT NULL,
    "event_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "fields" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("shop_id","event_id")
);

-- CreateIndex
CREATE INDEX "unlink_shop_id_customer_id_idx" ON "unlink"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "order_effect_shop_id_identity_identity_id_idx" ON "order_effect"("shop_id", "identity", "identity_id");

-- CreateIndex
CREATE INDEX "order_effect_shop_id_segment_id_idx" ON "order_effect"("shop_id", "segment_id");

-- CreateIndex
CREATE INDEX "noticed_shop_id_segment_id_at_idx" ON "noticed"("shop_id", "segment_id", "at");

-- CreateIndex
CREATE INDEX "noticed_shop_id_profile_idx" ON "noticed"("shop_id", "profile");

-- CreateIndex
CREATE INDEX "noticed_until_idx" ON "noticed"("until");

-- CreateIndex
CREATE INDEX "submission_shop_id_visitor_id_idx" ON "submission"("shop_id", "visitor_id");

-- CreateIndex
CREATE INDEX "segment_notice_from_idx" ON "segment"("notice_from");

-- AddForeignKey
ALTER TABLE "order_effect" ADD CONSTRAINT "order_effect_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Attribution settings: one rule names when, where and what then.
UPDATE "campaign_version" SET "settings" = ("settings" - 'joins') || jsonb_build_object('rules', (
  SELECT COALESCE(jsonb_agg(jsonb_build_object(
    'when', jsonb_build_object('on', j->'when'), 'variant', NULL, 'block', j->'block',
    'then', jsonb_build_object('do', 'add', 'segment', j->'segmentId'))), '[]'::jsonb)
  FROM jsonb_array_elements("settings"->'joins') AS j));
UPDATE "campaign" SET "settings" = ("settings" - 'joins') || jsonb_build_object('rules', (
  SELECT COALESCE(jsonb_agg(jsonb_build_object(
    'when', jsonb_build_object('on', j->'when'), 'variant', NULL, 'block', j->'block',
    'then', jsonb_build_object('do', 'add', 'segment', j->'segmentId'))), '[]'::jsonb)
  FROM jsonb_array_elements("settings"->'joins') AS j));

-- Contents may have a code and ask for an e-mail address; what is stored has neither.
UPDATE "campaign_version" SET "settings" = jsonb_set("settings", '{content}', '{"code": "", "email": false}' || ("settings"->'content'));
UPDATE "campaign" SET "settings" = jsonb_set("settings", '{content}', '{"code": "", "email": false}' || ("settings"->'content'));

-- Roll-ups of what is stored already.
INSERT INTO "campaign_day" ("shop_id", "day", "campaign_id", "variant", "kind", "device", "origin", "slot", "n")
SELECT e."shop_id", (e."at" AT TIME ZONE s."timezone")::date, e."campaign_id", e."variant", e."kind", e."device",
       e."origin", 0, COUNT(*)
FROM "event" e JOIN "shop" s ON s."id" = e."shop_id" GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO "campaign_day" ("shop_id", "day", "campaign_id", "variant", "kind", "device", "origin", "slot", "n")
SELECT p."shop_id", (p."at" AT TIME ZONE s."timezone")::date, 0, '', 'page', p."device", p."origin", 0, COUNT(*)
FROM "page" p JOIN "shop" s ON s."id" = p."shop_id" GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Every audience's members are noticed once.
UPDATE "segment" SET "notice_from" = '' WHERE "kind" = 'audience';
