import type { IndexEntry } from "../../../../app/core/bundle/bundle.ts";
import { expandRules } from "../../../../app/core/bundle/index-rule.ts";
import { effectsOf } from "../../../../app/core/audiences/enrol.ts";
import type { Content } from "../../../../app/core/campaigns/content.ts";
import type { Consent } from "../../../../app/core/eligibility/decide.ts";
import { after } from "../../../../app/core/eligibility/history.ts";
import type { Deed } from "../../../../app/core/targeting/rule.ts";
import type { Around } from "../around/around.ts";
import type { Said } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";
import type { PageData } from "../lib/page.ts";
import { now, visit, visitor } from "../lib/visitor.ts";
import type { Watch } from "../watch/bundle.ts";
import type { Options } from "./options.ts";
import { show } from "./show.ts";
import { withExtras } from "./bundles.ts";

export type Present = typeof present;

/** A campaign whose turn it is, and where. */
export interface Scene {
  readonly entry: IndexEntry;
  readonly variant: string;
  readonly content: Content;
  /** Of inline content: the element that it fills. */
  readonly placement: Element | undefined;
  readonly page: PageData;
  readonly consent: () => Consent;
  readonly say: (event: Said) => void;
}

/** Shows a campaign, tells what happens in it, and remembers what its frequency and its rules need. */
export async function present({ entry, variant, content, placement, page, consent, say }: Scene): Promise<void> {
  const about = { campaign: entry.i, version: entry.v, variant };
  const remembers = () => consent().preferences;
  const tell = (what: Omit<Said, keyof typeof about>) => {
    say({ ...what, ...about });
    enrol(what);
  };

  const note = (deed: Deed) => {
    if (!remembers()) return;
    const history = recall().history ?? {};
    remember({ history: { ...history, [entry.i]: after(history[entry.i], deed, now()) } });
  };

  /** The server will say the same; this browser need not wait for it. */
  function enrol(what: Omit<Said, keyof typeof about>) {
    if (!consent().marketing) return;
    const effects = effectsOf({ ...what, variant }, expandRules(entry.j));
    if (effects.length === 0) return;
    const keys = new Set(recall().members?.keys);
    for (const effect of effects)
      if (effect.do === "add") keys.add(effect.segment);
      else if (effect.do === "remove") keys.delete(effect.segment);
    remember({ members: { keys: [...keys], at: now() } });
  }

  /** Few campaigns ask how long they were looked at. */
  const timing = entry.j.some(([on]) => on === "view") ? (import(page.watch) as Promise<{ watch: Watch }>) : undefined;
  const filled = JSON.stringify(content).includes("{{")
    ? await withExtras(page, ({ mergeFields }) => mergeFields(content, page))
    : content;
  const options: Options = {
    content: filled ?? content,
    words: page.words,
    extras: page.extras,
    forms: page.forms,
    campaign: entry.i,
    placement,
    remembers: remembers(),
    isWanted: () => !(entry.e && recall().signed),
    onViewable: () => tell({ kind: "impression" }),
    onVisible: (block, milliseconds) =>
      void timing?.then(({ watch }) => {
        if (!consent().analytics) return;
        const viewing = { visit: visit().id, visitor: visitor().id, version: `${entry.i}.${entry.v}`, rules: entry.j };
        for (const reached of watch.reachedSeconds(viewing, block, milliseconds))
          tell({ kind: "view", ...reached, ...(block === null ? {} : { block }) });
      }, Boolean),
    onClick: (block) => {
      note("clicked");
      tell({ kind: "click", block });
    },
    onEngage: (block, element) => tell({ kind: "engagement", block, element }),
    onSubmit: (block, fields) => {
      note("clicked");
      note("submitted");
      if (remembers() && "email" in fields) remember({ signed: true });
      tell({ kind: "submit", block, fields });
    },
    onDismiss: (means) => {
      note("dismissed");
      const turns = remembers() ? recall().turns : undefined;
      if (entry.p === undefined && turns) remember({ turns: { ...turns, dismissedAt: now() } });
      tell({ kind: "dismiss", means });
    },
  };
  show(options, ((await import(page.around)) as { around: Around }).around);
}
