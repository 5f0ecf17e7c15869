import { partsOf } from "../../../../app/core/campaigns/content.ts";
import { linkBelow } from "../../../../app/core/targeting/link.ts";
import { pageRoot } from "../lib/page.ts";
import { element } from "./element.ts";

/** Plain text with its links: never markup. */
export function paragraph(text: string): HTMLElement {
  const made = element("p", {});
  for (const part of partsOf(text))
    made.append(typeof part === "string" ? part : element("a", { href: linkBelow(part[1], pageRoot()) }, part[0]));
  return made;
}
