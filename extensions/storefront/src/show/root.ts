import type { Content } from "../../../../app/core/campaigns/content.ts";
import { element } from "./element.ts";
import { cssOf } from "./style.ts";

/** Where a campaign is drawn: a shadow root, so that neither the theme's styles nor its stacking reach what is in it. */
export interface Root {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly adopt: (css: string) => void;
}

export function makeRoot({ look }: Content, attributes: Record<string, string>): Root {
  const host = element("div", { "data-throughline": "", ...attributes });
  const root = host.attachShadow({ mode: "open" });
  const adopt = (css: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets.push(sheet);
  };
  adopt(cssOf(look));
  return { host, root, adopt };
}
