import { partsOf } from "../../../../app/core/campaigns/content.ts";
import { element } from "./element.ts";

/** Plain text with its links: never markup. */
export function paragraph(text: string): HTMLElement {
  const made = element("p", {});
  for (const part of partsOf(text))
    made.append(typeof part === "string" ? part : element("a", { href: part[1] }, part[0]));
  return made;
}
