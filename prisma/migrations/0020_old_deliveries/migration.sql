-- What is done, or given up, by its age: bodies are emptied and rows dropped by it every day.
CREATE INDEX "delivery_done_idx" ON "delivery"("received_at") WHERE "due" IS NULL;
