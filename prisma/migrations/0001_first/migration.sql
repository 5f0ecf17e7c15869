-- The first migration. `page` and `event` are partitioned by their UUIDv7, a month each: app/infra/partitions.server.ts makes the partitions.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "details_at" TIMESTAMPTZ(3),
    "uninstalled_at" TIMESTAMPTZ(3),
    "publish_wanted" INTEGER NOT NULL DEFAULT 0,
    "publish_done" INTEGER NOT NULL DEFAULT 0,
    "publish_attempts" INTEGER NOT NULL DEFAULT 0,
    "publish_error" TEXT,
    "publish_due" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "campaign_version" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "run" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "publication" INTEGER NOT NULL,
    "live_from" TIMESTAMPTZ(3) NOT NULL,
    "live_until" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("shop_id","campaign_id","version")
);

-- CreateTable
CREATE TABLE "enrolment_rule" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "when" TEXT NOT NULL,
    "block" TEXT,
    "action" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,

    CONSTRAINT "enrolment_rule_pkey" PRIMARY KEY ("shop_id","campaign_id","version","position")
);

-- CreateTable
CREATE TABLE "segment" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "source_campaign_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "visitor" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visitor_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "link" (
    "shop_id" INTEGER NOT NULL,
    "visitor_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_pkey" PRIMARY KEY ("shop_id","visitor_id","customer_id","by")
);

-- CreateTable
CREATE TABLE "membership" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "identity" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3),
    "first_event" TEXT,
    "joined_at" TIMESTAMPTZ(3),
    "joined_by" TEXT,
    "left_at" TIMESTAMPTZ(3),
    "left_by" TEXT,
    "campaign_id" INTEGER,
    "version" INTEGER,
    "variant" TEXT,
    "kind" TEXT,
    "block" TEXT,
    "path" TEXT,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("shop_id","segment_id","identity","identity_id")
);

-- CreateTable
CREATE TABLE "exposure" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "visitor_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "run" INTEGER NOT NULL,
    "arm" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exposure_pkey" PRIMARY KEY ("shop_id","campaign_id","visitor_id")
);

-- CreateTable
CREATE TABLE "page" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "page_type" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "consent" TEXT NOT NULL,

    CONSTRAINT "page_pkey" PRIMARY KEY ("shop_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "event" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "variant" TEXT NOT NULL,
    "block" TEXT,
    "means" TEXT,
    "path" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "consent" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("shop_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "delivery" (
    "shop_id" INTEGER NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop_id","webhook_id")
);

-- CreateTable
CREATE TABLE "order" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL,
    "customer_id" BIGINT,
    "ref" TEXT,
    "recredit_due" TIMESTAMPTZ(3),

    CONSTRAINT "order_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "product_id" BIGINT,
    "quantity" INTEGER NOT NULL,
    "current" INTEGER NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("shop_id","order_id","id")
);

-- CreateTable
CREATE TABLE "order_touch" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "variant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "block" TEXT,
    "path" TEXT NOT NULL,
    "window_days" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_touch_pkey" PRIMARY KEY ("shop_id","order_id","event_id")
);

-- CreateTable
CREATE TABLE "credit" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "model" TEXT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "credit_pkey" PRIMARY KEY ("shop_id","order_id","model","line_id","event_id")
);

-- CreateIndex
CREATE INDEX "Session_shop_idx" ON "Session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "shop_publish_due_idx" ON "shop"("publish_due");

-- CreateIndex
CREATE INDEX "campaign_version_shop_id_content_hash_idx" ON "campaign_version"("shop_id", "content_hash");

-- CreateIndex
CREATE INDEX "enrolment_rule_shop_id_segment_id_idx" ON "enrolment_rule"("shop_id", "segment_id");

-- CreateIndex
CREATE UNIQUE INDEX "segment_shop_id_name_key_key" ON "segment"("shop_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "segment_shop_id_key_key" ON "segment"("shop_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "visitor_shop_id_ref_key" ON "visitor"("shop_id", "ref");

-- CreateIndex
CREATE INDEX "link_shop_id_customer_id_idx" ON "link"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "membership_shop_id_identity_identity_id_idx" ON "membership"("shop_id", "identity", "identity_id");

-- CreateIndex
CREATE INDEX "event_shop_id_visitor_id_at_idx" ON "event"("shop_id", "visitor_id", "at");

-- CreateIndex
CREATE INDEX "delivery_due_idx" ON "delivery"("due");

-- CreateIndex
CREATE INDEX "order_shop_id_ref_idx" ON "order"("shop_id", "ref");

-- CreateIndex
CREATE INDEX "order_shop_id_customer_id_idx" ON "order"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "order_shop_id_processed_at_idx" ON "order"("shop_id", "processed_at");

-- CreateIndex
CREATE INDEX "order_recredit_due_idx" ON "order"("recredit_due");

-- CreateIndex
CREATE INDEX "credit_shop_id_model_campaign_id_idx" ON "credit"("shop_id", "model", "campaign_id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_version" ADD CONSTRAINT "campaign_version_shop_id_campaign_id_fkey" FOREIGN KEY ("shop_id", "campaign_id") REFERENCES "campaign"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment_rule" ADD CONSTRAINT "enrolment_rule_shop_id_campaign_id_version_fkey" FOREIGN KEY ("shop_id", "campaign_id", "version") REFERENCES "campaign_version"("shop_id", "campaign_id", "version") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment_rule" ADD CONSTRAINT "enrolment_rule_shop_id_segment_id_fkey" FOREIGN KEY ("shop_id", "segment_id") REFERENCES "segment"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitor" ADD CONSTRAINT "visitor_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_touch" ADD CONSTRAINT "order_touch_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit" ADD CONSTRAINT "credit_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

