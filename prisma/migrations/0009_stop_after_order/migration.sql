-- CreateIndex
CREATE INDEX "order_touch_shop_id_visitor_id_idx" ON "order_touch"("shop_id", "visitor_id");


-- What was saved before goes on after an order, as it did.
UPDATE "campaign_version" SET "settings" = "settings" || '{"stopAfterOrder": false}';
UPDATE "campaign" SET "settings" = "settings" || '{"stopAfterOrder": false}';
