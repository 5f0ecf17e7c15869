-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "rebuild_from" JSONB;

