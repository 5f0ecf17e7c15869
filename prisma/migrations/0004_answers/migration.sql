-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "confirm_opt_in" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "customer_id" BIGINT,
ADD COLUMN     "sync_attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "sync_due" TIMESTAMPTZ(3),
ADD COLUMN     "sync_error" TEXT;

-- CreateIndex
CREATE INDEX "submission_shop_id_at_idx" ON "submission"("shop_id", "at");

-- CreateIndex
CREATE INDEX "submission_sync_due_idx" ON "submission"("sync_due");

