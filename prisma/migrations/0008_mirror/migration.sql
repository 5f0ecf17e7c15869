-- DropIndex
DROP INDEX "noticed_shop_id_segment_id_at_idx";

-- CreateTable
CREATE TABLE "customer" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "due" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "subscribed" BOOLEAN NOT NULL DEFAULT false,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "spent" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "product" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "due" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "title" TEXT NOT NULL DEFAULT '',
    "handle" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL DEFAULT '',
    "vendor" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "product_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "import" (
    "shop_id" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "operation" TEXT,
    "url" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "due" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("shop_id","what")
);

-- CreateIndex
CREATE INDEX "customer_due_idx" ON "customer"("due");

-- CreateIndex
CREATE INDEX "product_shop_id_handle_idx" ON "product"("shop_id", "handle");

-- CreateIndex
CREATE INDEX "product_due_idx" ON "product"("due");

-- CreateIndex
CREATE INDEX "import_due_idx" ON "import"("due");

-- CreateIndex
CREATE INDEX "noticed_shop_id_segment_id_at_profile_idx" ON "noticed"("shop_id", "segment_id", "at" DESC, "profile");

