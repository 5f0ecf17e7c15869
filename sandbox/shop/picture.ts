import type { Product } from "../world.ts";

const SHAPES: Record<string, string> = {
  "fern-pot":
    '<path d="M140 250h120l-16 100h-88z" fill="#b8693d"/><g fill="none" stroke="#fff" stroke-width="10" stroke-linecap="round"><path d="M200 250C200 170 160 120 110 100M200 250c0-90 30-140 90-160M200 250c0-100-10-160-5-200"/></g>',
  "copper-kettle":
    '<path d="M110 320c0-110 40-160 90-160s90 50 90 160z" fill="#fff"/><path d="M150 170c0-90 100-90 100 0" fill="none" stroke="#fff" stroke-width="12"/><path d="M285 260l60-60" stroke="#fff" stroke-width="18" stroke-linecap="round"/>',
  "linen-towel":
    '<path d="M110 90h180v230l-30 20-30-20-30 20-30-20-30 20-30-20z" fill="#fff"/><path d="M110 130h180M110 150h180" stroke="#8fa6b8" stroke-width="8"/>',
  "green-tea":
    '<path d="M110 180h150v80c0 60-150 60-150 0z" fill="#fff"/><path d="M260 200c60-10 60 70 0 60" fill="none" stroke="#fff" stroke-width="14"/><path d="M160 150c-20-30 20-40 0-70M210 150c-20-30 20-40 0-70" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round"/>',
};

/** A product's picture, drawn here. */
export const picture = (product: Product): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><rect width="400" height="400" fill="${product.colour}"/>${SHAPES[product.handle] ?? ""}</svg>`;
