-- CreateTable
CREATE TABLE "collection" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "due" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "title" TEXT NOT NULL DEFAULT '',
    "handle" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "collection_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "collection_due_idx" ON "collection"("due");


-- Handles are kept as they stand in addresses now: products are brought once more.
UPDATE "import" SET state = 'wanted', operation = NULL, url = NULL, rows = 0, attempts = 0, error = NULL,
  due = now(), finished_at = NULL
WHERE what = 'products';
