import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/**
 * No rule of WCAG 2.2 AA that a machine can judge is broken on the page, its frames and shadow roots included; or within
 * what `only` selects.
 */
export async function expectAccessible(page: Page, only?: string): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]);
  const { violations } = await (only === undefined ? builder : builder.include(only)).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
