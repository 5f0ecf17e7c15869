-- AlterTable
ALTER TABLE "shop" ADD COLUMN "unknown_timezone" TEXT;
