-- Two states of an order within one second: the one that Shopify told of later stands, then the greater digest.
ALTER TABLE "order" ADD COLUMN "triggered_at" TIMESTAMPTZ(3), ADD COLUMN "digest" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "merge" (
    "shop_id" INTEGER NOT NULL,
    "from_id" BIGINT NOT NULL,
    "into_id" BIGINT NOT NULL,
    "due" TIMESTAMPTZ(3),

    CONSTRAINT "merge_pkey" PRIMARY KEY ("shop_id","from_id")
);

-- CreateIndex
CREATE INDEX "merge_shop_id_into_id_idx" ON "merge"("shop_id", "into_id");

-- CreateIndex
CREATE INDEX "merge_due_idx" ON "merge"("due");
