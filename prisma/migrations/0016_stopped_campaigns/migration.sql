-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "stopped_at" TIMESTAMPTZ(3);
