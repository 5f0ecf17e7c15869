-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "told_at" TIMESTAMPTZ(3);
