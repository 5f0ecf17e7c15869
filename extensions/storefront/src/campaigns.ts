import type { CampaignEvent, DismissMeans } from "../../../app/contract/wire.ts";
import { CONTENT_PATH } from "../../../app/contract/wire.ts";
import { effectsOf } from "../../../app/core/audiences/enrol.ts";
import type { IndexEntry } from "../../../app/core/bundle/bundle.ts";
import { expandRules } from "../../../app/core/bundle/index-rule.ts";
import { ONLY_VARIANT } from "../../../app/core/campaigns/settings.ts";
import type { Content } from "../../../app/core/campaigns/settings.ts";
import { decide, type Consent, type Decision, type History } from "../../../app/core/eligibility/decide.ts";
import { asks } from "../../../app/core/targeting/rule.ts";
import { recall, remember } from "./lib/memory.ts";
import { deviceOf, type PageData } from "./lib/page.ts";
import { now, visitor } from "./lib/visitor.ts";
import type { ShowPopup } from "./popup/popup.ts";

/** Memberships of an older answer are not used: the server may know better by now. */
const MEMBERS_KEPT = 24 * 3_600_000;

/** What an event says of itself; main.ts adds visit, path, consent and time. */
export type Said = Pick<
  CampaignEvent,
  "kind" | "campaign" | "version" | "block" | "means" | "element" | "fields" | "seconds" | "goal"
> & {
  /** Else a new one. */
  readonly id?: string;
};

interface Host {
  readonly page: PageData;
  readonly consent: () => Consent;
  readonly visit: () => { id: string; returning: boolean };
  readonly say: (event: Said) => void;
}

export interface Campaigns {
  /** Consent or memberships have changed: what was held for want of them may show now. */
  reconsider(): void;
  /** The server's stop list: they do not show any more, whatever this (cached) page says. */
  stop(ids: readonly number[]): void;
}

/** Arms every campaign's trigger; when one fires, decides, and shows at most one overlay a page. */
export function armCampaigns({ page, consent, visit, say }: Host): Campaigns {
  let busy = false;
  const prefetched = new Map<string, Promise<Content>>();
  const stopped = new Set<number>();
  /** Their trigger has fired, and what held them may change on this page: consent, or the server's memberships. */
  const waiting = new Set<IndexEntry>();

  /** What all campaigns are judged by, read once a pass: storage and the visit are not asked for each. */
  const moment = () => {
    const { members, history } = recall();
    const given = consent();
    const at = now();
    const running = given.analytics ? visit() : { id: "", returning: false };
    const segments = new Set(members && at - members.at < MEMBERS_KEPT ? members.keys : []);
    const facts = { pageType: page.pageType, device: deviceOf(), returning: running.returning, segments };
    return { facts, consent: given, histories: history ?? {}, visit: running.id, now: at };
  };

  const judge = (entry: IndexEntry, { histories, ...rest }: ReturnType<typeof moment>): Decision =>
    decide(
      { rule: entry.w, frequency: entry.f, stopAfterClick: entry.c === 1 },
      { ...rest, history: histories[entry.i] ?? {} },
    );

  function fire(entry: IndexEntry, at: ReturnType<typeof moment>) {
    if (busy || stopped.has(entry.i)) return;
    const decision = judge(entry, at);
    if (!decision.show) {
      if (decision.reason === "no_consent" || asks(entry.w, "known")) waiting.add(entry);
      return;
    }
    busy = true;
    const about = { campaign: entry.i, version: entry.v };
    const tell = (what: Omit<Said, "campaign" | "version">) => {
      say({ ...what, ...about });
      enrol(entry, what);
    };
    tell({ kind: "exposure" });
    note(entry, { shownAt: at.now, ...(at.consent.analytics ? { shownVisit: at.visit } : {}) });
    Promise.all([contentOf(entry), import(page.popup) as Promise<{ showPopup: ShowPopup }>])
      .then(([content, { showPopup }]) => {
        showPopup({
          content,
          words: page.words,
          onViewable: () => tell({ kind: "impression" }),
          viewing: () =>
            consent().analytics
              ? { visit: visit().id, visitor: visitor().id, version: `${entry.i}.${entry.v}`, rules: entry.j }
              : null,
          onView: (block, seconds, id) => tell({ kind: "view", seconds, id, ...(block === null ? {} : { block }) }),
          onClick: (block) => {
            note(entry, { clickedAt: now() });
            tell({ kind: "click", block });
          },
          onEngage: (block, element) => tell({ kind: "engagement", block, element }),
          onSubmit: (block, fields) => {
            note(entry, { clickedAt: now() });
            tell({ kind: "submit", block, fields });
          },
          onDismiss: (means: DismissMeans) => tell({ kind: "dismiss", means }),
        });
      })
      // A renderer or content that does not load costs this page its popup, never the shop an error.
      .catch(() => undefined);
  }

  /** The contents that did not fit into the page come by their hash, immutable and cached. */
  function contentOf(entry: IndexEntry): Promise<Content> {
    const printed = page.contents[entry.h];
    if (printed) return Promise.resolve(printed);
    let coming = prefetched.get(entry.h);
    if (!coming) {
      coming = fetch(`${page.proxy}/${CONTENT_PATH}/${entry.h}`).then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        return response.json() as Promise<Content>;
      });
      prefetched.set(entry.h, coming);
    }
    return coming;
  }

  const note = (entry: IndexEntry, change: History) => {
    const history = recall().history ?? {};
    remember({ history: { ...history, [entry.i]: { ...history[entry.i], ...change } } });
  };

  /** The server will say the same; this browser need not wait for it. */
  const enrol = (entry: IndexEntry, said: Omit<Said, "campaign" | "version">) => {
    if (!consent().marketing) return;
    const effects = effectsOf({ ...said, variant: ONLY_VARIANT }, expandRules(entry.j));
    if (effects.length === 0) return;
    const keys = new Set(recall().members?.keys);
    for (const effect of effects)
      if (effect.do === "add") keys.add(effect.segment);
      else if (effect.do === "remove") keys.delete(effect.segment);
    remember({ members: { keys: [...keys], at: now() } });
  };

  const atStart = moment();
  for (const entry of page.index.c) {
    if (entry.t[0] === "load") fire(entry, atStart);
    else {
      if (judge(entry, atStart).show) contentOf(entry).catch(() => undefined);
      setTimeout(
        () => {
          fire(entry, moment());
        },
        entry.t[1] * 1_000 - performance.now(),
      );
    }
  }
  return {
    reconsider: () => {
      const again = [...waiting];
      waiting.clear();
      const at = moment();
      for (const entry of again) fire(entry, at);
    },
    stop: (ids) => {
      for (const id of ids) stopped.add(id);
    },
  };
}
