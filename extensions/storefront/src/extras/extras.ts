import type { Extra, Extras, Stage } from "../show/stage.ts";
import { choice } from "./choice.ts";
import { countdown } from "./countdown.ts";
import { applyDiscount } from "./discount.ts";
import { productCards } from "./products.ts";

/** Fills what the renderer has made a place for. */
function fillExtra(into: HTMLElement, block: Extra, stage: Stage): void {
  if (block.type === "countdown") countdown(into, block, stage);
  else if (block.type === "products") productCards(into, block, stage);
  else choice(into, block, stage);
}

export const extras: Extras = { fillExtra, applyDiscount };
