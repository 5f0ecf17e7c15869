-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "ready_made_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "built_at" TIMESTAMPTZ(3),
ADD COLUMN     "rebuild_due" TIMESTAMPTZ(3),
ADD COLUMN     "rule" JSONB;

-- CreateIndex
CREATE INDEX "segment_rebuild_due_idx" ON "segment"("rebuild_due");

-- CreateIndex
CREATE INDEX "page_shop_id_visitor_id_at_idx" ON "page"("shop_id", "visitor_id", "at");

