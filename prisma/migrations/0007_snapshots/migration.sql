-- CreateTable
CREATE TABLE "snapshot" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "due" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3),
    "body" JSONB,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("shop_id","segment_id","days")
);

-- CreateIndex
CREATE INDEX "snapshot_due_idx" ON "snapshot"("due");

