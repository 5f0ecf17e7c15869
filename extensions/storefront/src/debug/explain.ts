import type { HoldReason } from "../../../../app/core/eligibility/decide.ts";
import type { IndexTrigger } from "../../../../app/core/triggers/trigger.ts";
import { TRIGGER_EVENTS } from "../../../../app/core/triggers/words.ts";
import type { Kit, Said } from "../kit.ts";
import { recall } from "../lib/memory.ts";
import { element } from "../show/element.ts";

export type Explain = typeof explain;

/** For merchants, whose admin speaks English. */
const REASONS: Readonly<Record<HoldReason, string>> = {
  no_consent: "The shopper has not allowed what it needs.",
  not_targeted: "Its conditions do not hold here.",
  signed_up: "The shopper gave an address already.",
  clicked_before: "The shopper clicked it before.",
  dismissed_before: "The shopper closed it often enough.",
  capped: "It has shown as often as it may.",
  quiet: "An overlay was closed a short while ago.",
  visit_limit: "This visit has had its overlays.",
};
const STYLE = `
:host { all: initial !important; display: block !important; position: fixed !important; inset: auto auto 8px 8px !important;
  z-index: 2147483001 !important; }
details { box-sizing: border-box; max-width: min(420px, calc(100vw - 16px)); max-height: 60vh; overflow: auto; padding: 8px 12px; border-radius: 8px;
  background: #1a1a1a; color: #fff; font: 13px/1.4 system-ui, sans-serif; }
summary { cursor: pointer; font-weight: 600; }
ol, p { margin: 8px 0 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
li { margin-top: 6px; }
b { display: block; }
`;

/** Says of each campaign why it shows or doesn't, and what this browser knows, while all goes on as for a shopper. */
export function explain(names: Readonly<Record<string, string>>, start: () => Kit): void {
  const said = new Map<number, string>();
  for (const [kind, words] of [
    ["exposure", "Its turn has come."],
    ["impression", "It was seen."],
    ["dismiss", "It was closed."],
    ["click", "It was clicked."],
    ["submit", "Its form was sent."],
  ] as const)
    document.addEventListener(`throughline:${kind}`, (event) => {
      const { campaign, variant } = (event as CustomEvent<Said>).detail;
      said.set(campaign, kind === "exposure" && variant === "" ? "This browser is held out of it." : words);
    });
  const kit = start();

  const host = element("div", { id: "throughline-debug" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const panel = element("details", { open: "" });
  const list = element("ol", {});
  const facts = element("p", {});
  panel.append(element("summary", {}, "Throughline"), list, facts);
  root.append(panel);
  document.body.append(host);

  const draw = () => {
    const reasons = new Map(kit.held().map(({ campaign, reason }) => [campaign, reason as HoldReason]));
    const { c: entries, v } = kit.page.index;
    const lines = entries.map(({ i, t }) => {
      const reason = reasons.get(i);
      const why = said.get(i) ?? (reason ? REASONS[reason] : `It waits for: ${inWords(t)}.`);
      return [names[i] ?? `Campaign ${i}`, why] as const;
    });
    if (lines.length === 0) lines.push(["No campaign is published.", ""]);
    list.replaceChildren(
      ...lines.map(([name, why]) => {
        const line = element("li", {});
        line.append(element("b", {}, name), why);
        return line;
      }),
    );
    const { members, queue, id } = recall();
    const allowed = Object.entries(kit.consent()).flatMap(([what, given]) => (given ? [what] : []));
    facts.textContent = [
      `Allowed: ${allowed.join(", ") || "nothing"}.`,
      id ? `Visitor ${id.slice(-6)}.` : "No visitor id.",
      `A member of ${members?.keys.length ?? 0}.`,
      `${queue?.length ?? 0} events wait.`,
      `Publication ${v}.`,
    ].join(" ");
  };
  draw();
  setInterval(draw, 1_000);

  // The explanation goes along to the shop's next page.
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.host === location.host && link.hash === "") link.hash = location.hash;
  });
}

const inWords = ([needed, parts]: IndexTrigger): string =>
  parts
    .map(([kind, value = ""]) => TRIGGER_EVENTS[kind].replace("#", String(value)))
    .join(needed > 1 ? ", and " : ", or ");
