-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

