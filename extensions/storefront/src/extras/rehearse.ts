import { CONTENT_PATH, TEST_PATH, type Rehearsal } from "../../../../app/contract/wire.ts";
import type { IndexEntry } from "../../../../app/core/bundle/bundle.ts";
import type { Content } from "../../../../app/core/campaigns/content.ts";
import { remember } from "../lib/memory.ts";
import type { Explain } from "../debug/explain.ts";
import type { Kit } from "../kit.ts";
import type { PageData } from "../lib/page.ts";
import type { Present } from "../show/present.ts";

type Scene = Extract<Rehearsal, { readonly content: Content }>;
const NOTHING = { preferences: false, analytics: false, marketing: false };

/**
 * Shows one campaign past every rule, and tells nobody; or lets all go on as they do, and explains them. Who opens a
 * merchant's link belongs to the shop: this browser's events are kept apart from then on.
 */
export async function rehearse(page: PageData, token: string | undefined, start: () => Kit): Promise<void> {
  const scene = await (token
    ? get<Rehearsal>(`${page.proxy}/${TEST_PATH}/${encodeURIComponent(token)}`)
    : chosen(page));
  if (token) {
    // What is too old or revoked is any shopper's page.
    if (!scene) start();
    else remember({ own: true });
  }
  if (!scene) return;
  if ("names" in scene) {
    const { explain } = (await import(page.debug)) as { explain: Explain };
    explain(scene.names, start);
    return;
  }
  const { content, placement } = scene;
  const slot = placement === "" ? undefined : await placeNamed(placement);
  const entry: IndexEntry = { i: 0, v: 0, r: 0, w: ["all", []], t: [1, [["load"]]], j: [], h: "" };
  const { present } = (await import(page.show)) as { present: Present };
  await present({ entry, variant: "", content, placement: slot, page, consent: () => NOTHING, say: () => undefined });
}

/** Where it has no place on this page, a section with one may still be added in the theme editor. */
const placeNamed = (name: string): Promise<Element> =>
  new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector(`[data-throughline-placement="${name}"]`);
      if (found) resolve(found);
    };
    document.addEventListener("shopify:section:load", look);
    look();
  });

async function chosen(page: PageData): Promise<Scene | null> {
  const entry = page.index.c.find((one) => one.i === page.preview);
  if (!entry) return null;
  const hash = typeof entry.h === "string" ? entry.h : (entry.h[0]?.[2] ?? "");
  const content = page.contents[hash] ?? (await get<Content>(`${page.proxy}/${CONTENT_PATH}/${hash}`));
  return content && { content, placement: typeof entry.p === "string" ? entry.p : "" };
}

const get = <T>(address: string): Promise<T | null> =>
  fetch(address).then(
    (response) => (response.ok ? (response.json() as Promise<T>) : null),
    () => null,
  );
