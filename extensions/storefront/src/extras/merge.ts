import type { Content } from "../../../../app/core/campaigns/content.ts";
import { mergeText, type MergeValues } from "../../../../app/core/campaigns/merge.ts";
import type { PageData } from "../lib/page.ts";
import { money } from "./money.ts";

/** Texts of a content; addresses and codes stay as they are. */
const TEXTS: ReadonlySet<string> = new Set(["text", "label", "consent", "question", "teaser"]);

/** The content with its fields filled in. */
export function mergeFields(content: Content, page: PageData): Content {
  const code = content.steps.flat().find((block) => block.type === "code");
  const values: MergeValues = {
    "customer.first_name": page.firstName,
    "cart.total": money(page.cartTotal),
    "cart.items": String(page.cartItems),
    code: code?.code ?? "",
  };
  const fill = (key: string, value: unknown): unknown =>
    TEXTS.has(key) && typeof value === "string" ? mergeText(value, values) : value;
  return JSON.parse(JSON.stringify(content), fill) as Content;
}
