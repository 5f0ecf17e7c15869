-- AlterTable
ALTER TABLE "shop" ADD COLUMN "opened_at" TIMESTAMPTZ(3);
