import type { DismissMeans } from "../../../../app/contract/wire.ts";
import { isOverlay } from "../../../../app/core/campaigns/content.ts";
import { onViewable } from "../lib/viewable.ts";
import { makeBlock } from "./blocks.ts";
import { element } from "./element.ts";
import type { Options } from "./options.ts";
import { ignoreSecondClicks } from "./second-click.ts";
import { reachedSeconds } from "./seconds.ts";
import { cssOf } from "./style.ts";
import { onVisible } from "./visible.ts";

/** How long images and products may hold a campaign back. */
const PATIENCE_MS = 1_500;

/**
 * Shows a campaign in a shadow root, so that neither the theme's styles nor its stacking reach it. Popups and
 * full-screen content are native modal dialogs: they trap the focus and give it back. Slide-ins and bars are dialogs
 * that leave the page usable. Inline content fills its placement.
 */
export function show(options: Options): void {
  const { content, words, placement } = options;
  const { surface, look, steps, teaser } = content;
  const modal = surface === "popup" || surface === "full";
  // Inline content has no id: several may stand in a page.
  const host = element("div", placement ? {} : { id: `throughline-${isOverlay(surface) ? "popup" : surface}` });
  const root = host.attachShadow({ mode: "open" });
  const adopt = (css: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets.push(sheet);
  };
  adopt(cssOf(look));

  const card = element("div", { class: "card" });
  const frame = placement
    ? card
    : element("dialog", { class: `${surface} ${look.position}`, "aria-labelledby": "title" });
  if (frame !== card) frame.append(card);
  root.append(frame);
  const changed = ignoreSecondClicks(root);

  let disposers: (() => void)[] = [];
  /** What the first step waits for, so that nothing in it moves once it shows. */
  const waits: Promise<unknown>[] = [];
  let means: DismissMeans | undefined = "escape";
  let seen = false;
  /** After it closing is no dismissal, and nothing is offered again. */
  let success = false;
  const stop = () => {
    for (const dispose of disposers) dispose();
    disposers = [];
  };

  /** Draws one step. Its blocks are measured while it stands. */
  function draw(at: number) {
    stop();
    const stage = {
      ...options,
      adopt,
      wait: (promise: Promise<unknown>) => {
        waits.push(promise.catch(() => undefined));
      },
      next: () => {
        if (at + 1 < steps.length) step(at + 1);
        else close(undefined);
      },
      succeeded: () => {
        success = true;
      },
      done: () => {
        if (!placement) close(undefined);
      },
      thank: (block: HTMLElement) => {
        if (at + 1 < steps.length) {
          step(at + 1);
          return;
        }
        stage.succeeded();
        changed();
        const thanks = element("p", { role: "status", tabindex: "-1" }, words.thanks);
        block.replaceWith(thanks);
        thanks.focus();
      },
    };
    card.replaceChildren();
    let row: Element | undefined;
    const blocks = (steps[at] ?? []).map((block) => {
      const made = makeBlock(block, stage);
      row = block.half && (row ?? card.appendChild(element("div", { class: "row" })));
      (row ?? card).append(made);
      return [block.name, made] as const;
    });
    // What names the dialog: its heading, else its first text.
    (card.querySelector("h2") ?? card.querySelector("p"))?.setAttribute("id", "title");
    if (!placement) card.append(closer());
    disposers = [[null, card] as const, ...blocks].map(([block, made]) =>
      onVisible(made, (milliseconds) => {
        const viewing = options.viewing();
        for (const { seconds, id } of viewing ? reachedSeconds(viewing, block, milliseconds) : [])
          options.onView(block, seconds, id);
      }),
    );
    if (!seen)
      disposers.push(
        onViewable(card, () => {
          seen = true;
          options.onViewable();
        }),
      );
    if (at > 0) card.querySelector<HTMLElement>("h2, a, button, input")?.focus();
  }

  function step(at: number) {
    changed();
    draw(at);
  }

  function closer(): HTMLElement {
    const button = element("button", { type: "button", class: "close", "aria-label": words.close }, "×");
    button.addEventListener("click", (event) => {
      if (event.isTrusted) close("button");
    });
    return button;
  }

  function close(by: DismissMeans | undefined) {
    means = by;
    (frame as HTMLDialogElement).close();
  }

  function open() {
    means = "escape";
    draw(0);
    void Promise.race([Promise.all(waits), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]).then(appear);
  }

  function appear() {
    if (placement) placement.replaceChildren(host);
    else document.body.append(host);
    if (placement) return;
    if (modal) (frame as HTMLDialogElement).showModal();
    else {
      const before = document.activeElement as HTMLElement | null;
      (frame as HTMLDialogElement).show();
      // A dialog takes the focus when it shows; one that leaves the page usable must not.
      before?.focus({ preventScroll: true });
      if (before === document.body) (root.activeElement as HTMLElement | null)?.blur();
      makeRoom();
      addEventListener("keydown", onKey);
    }
  }

  /** A bar that pushes gives the page its height, and the page keeps its place: nothing that is being read moves. */
  function makeRoom() {
    // Where an element scrolls instead of the page, the bar covers.
    if (surface !== "bar" || !look.pushes || document.documentElement.scrollHeight <= innerHeight) return;
    const { body } = document;
    const side = look.position === "bottom" ? "paddingBottom" : "paddingTop";
    const before = body.style[side];
    const height = frame.getBoundingClientRect().height;
    body.style[side] = `calc(${getComputedStyle(body)[side]} + ${height}px)`;
    if (side === "paddingTop") scrollBy({ top: height, behavior: "instant" });
    frame.addEventListener(
      "close",
      () => {
        body.style[side] = before;
        if (side === "paddingTop") scrollBy({ top: -height, behavior: "instant" });
      },
      { once: true },
    );
  }

  /** Stands at the edge of the page after a dismissal, and opens it again. */
  function standBy() {
    const tab = element("button", { type: "button", class: "teaser" }, teaser);
    tab.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      tab.remove();
      changed();
      open();
    });
    root.append(tab);
    // An address may be given elsewhere: in another form of the page, or in another tab of the browser.
    const withdraw = () => {
      if (tab.isConnected && !options.isWanted()) host.remove();
    };
    document.addEventListener("throughline:submit", withdraw);
    addEventListener("storage", withdraw);
  }

  frame.addEventListener("click", (event) => {
    if (modal && event.isTrusted && event.target === frame) close("backdrop");
  });
  // Browsers close only modal dialogs on Escape; wherever the focus is, unless something else took the key.
  const onKey = (event: KeyboardEvent) => {
    if (event.isTrusted && event.key === "Escape" && !event.defaultPrevented) close("escape");
  };
  frame.addEventListener("close", () => {
    stop();
    removeEventListener("keydown", onKey);
    if (means && !success) {
      options.onDismiss(means);
      if (teaser) {
        standBy();
        return;
      }
    }
    host.remove();
  });
  open();
}
