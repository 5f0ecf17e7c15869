import type { DismissMeans } from "../../../../app/contract/wire.ts";
import { isOverlay } from "../../../../app/core/campaigns/content.ts";
import type { Around } from "../around/around.ts";
import { onViewable } from "../lib/viewable.ts";
import { makeBlock } from "./blocks.ts";
import { isModal, makeDialog } from "./dialog.ts";
import { element } from "./element.ts";
import type { Options } from "./options.ts";
import { fillPlacement } from "./placement.ts";
import { makeRoot } from "./root.ts";
import { ignoreSecondClicks } from "./second-click.ts";
import { onVisible } from "./visible.ts";

/** How long images and products may hold a campaign back. */
const PATIENCE_MS = 1_500;

/** Shows a campaign: inline content fills its placement, everything else is a dialog. */
export function show(options: Options, around: Around): void {
  const { content, words, placement } = options;
  const { surface, steps, teaser } = content;
  /** Waits for consent questions. What a merchant's link shows is no campaign's, and waits for no answer. */
  const overlay = isOverlay(surface) && options.campaign > 0;
  // Lists of what blockers hide know ids by their words: ours say nothing. Of inline ones several may stand in a page.
  const id = surface === "bar" ? "throughline-bar" : "throughline";
  const within = makeRoot(content, placement ? {} : { id, popover: "manual" });
  const { host, root, adopt } = within;
  const card = element("div", { class: "card" });
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
    const title = card.querySelector("h2") ?? card.querySelector("p");
    title?.setAttribute("id", "title");
    disposers = [[null, card] as const, ...blocks].map(([block, made]) =>
      onVisible(made, (milliseconds) => options.onVisible(block, milliseconds)),
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
    dialog?.close();
  }

  function open() {
    means = "escape";
    draw(0);
    void Promise.race([Promise.all(waits), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]).then(appear);
  }

  function appear() {
    if (placement) {
      around.keepEvents(host);
      fillPlacement(placement, host);
    }
    // Images took their time, and somebody may have opened something, or begun to type.
    else around.whenQuiet(() => dialog?.open(), { overlay, focus: isModal(content) });
  }

  /** Stands at the edge of the page after a dismissal, and opens it again. */
  function standBy() {
    const tab = element("button", { type: "button", class: "teaser" }, teaser);
    tab.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      // Once it is open the tab is gone.
      tab.disabled = true;
      changed();
      open();
    });
    dialog?.standBy(tab);
    // An address may be given elsewhere: in another form of the page, or in another tab of the browser.
    const withdraw = () => {
      if (tab.isConnected && !options.isWanted()) dialog?.remove();
    };
    document.addEventListener("throughline:submit", withdraw);
    addEventListener("storage", withdraw);
  }

  const dialog = placement
    ? undefined
    : makeDialog(content, within, { card, closer: closer() }, around, {
        overlay,
        onEscape: () => {
          close("escape");
        },
        onBackdrop: () => {
          close("backdrop");
        },
        onClose: () => {
          stop();
          if (means && !success) {
            options.onDismiss(means);
            if (teaser) {
              standBy();
              return;
            }
          }
          dialog?.remove();
        },
        onVanish: stop,
      });
  if (!dialog) root.append(card);
  open();
}
