import type { Extra, Extras, Stage } from "../show/stage.ts";
import { amend } from "./amend.ts";
import { countdown } from "./countdown.ts";
import { applyDiscount } from "./discount.ts";
import { mergeFields } from "./merge.ts";
import { productCards } from "./products.ts";
import { rehearse } from "./rehearse.ts";
import { RARE_STYLE } from "./style.ts";

/** Fills what the renderer has made a place for. */
function fillExtra(into: HTMLElement, block: Extra, stage: Stage): Promise<void> | undefined {
  stage.adopt(RARE_STYLE);
  if (block.type === "products") return productCards(into, block, stage);
  countdown(into, block, stage);
  return undefined;
}

export const extras: Extras = { amend, fillExtra, applyDiscount, mergeFields, rehearse };
