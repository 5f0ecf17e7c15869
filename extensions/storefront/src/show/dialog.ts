import type { Content } from "../../../../app/core/campaigns/content.ts";
import type { Around } from "../around/around.ts";
import { element } from "./element.ts";
import type { Root } from "./root.ts";

/** What an overlay or a bar is shown in, and the tab that opens it again. */
export interface Dialog {
  readonly open: () => void;
  readonly close: () => void;
  readonly standBy: (tab: HTMLElement) => void;
  /** Takes all of it out of the page. */
  readonly remove: () => void;
}

interface Told {
  /** Waits for consent questions. */
  readonly overlay: boolean;
  readonly onEscape: () => void;
  readonly onBackdrop: () => void;
  readonly onClose: () => void;
  /** It could not be seen, or the page has dropped it. */
  readonly onVanish: () => void;
}

export const isModal = ({ surface }: Content): boolean => surface === "popup" || surface === "full";

/**
 * Popups and full screens are native modal dialogs: they trap the focus and give it back. Slide-ins and bars are dialogs
 * that leave the page usable, and the focus where it is. All of them live in the browser's top layer, where no z-index,
 * transform or filter of the theme's reaches; what the theme opens there later lies above.
 */
export function makeDialog(
  content: Content,
  { host, root }: Root,
  { card, closer }: Record<"card" | "closer", HTMLElement>,
  around: Around,
  told: Told,
): Dialog {
  const { surface, look } = content;
  const modal = isModal(content);
  const { overlay } = told;
  const box = element("div", { class: "box" });
  const dialog = element("dialog", { class: `${surface} ${look.position}`, "aria-labelledby": "title" });
  box.append(card, closer);
  dialog.append(box);
  root.append(dialog);
  let company: (() => void) | undefined;
  let aside = false;

  const leave = () => {
    company?.();
    company = undefined;
  };
  const remove = () => {
    leave();
    host.remove();
  };
  const vanish = () => {
    remove();
    told.onVanish();
  };
  const show = () => {
    if (modal) dialog.showModal();
    // The method would take the focus.
    else dialog.open = true;
  };
  const hide = (away: boolean) => {
    aside = away;
    host.toggleAttribute("data-aside", away);
    if (!modal) return;
    if (away) dialog.close();
    else show();
  };

  dialog.addEventListener("close", () => {
    if (aside) return;
    leave();
    told.onClose();
  });
  dialog.addEventListener("click", (event) => {
    if (modal && event.isTrusted && event.target === dialog) told.onBackdrop();
  });
  return {
    open() {
      leave();
      root.querySelector(".teaser")?.remove();
      if (!host.isConnected) document.body.append(host);
      (host as Partial<HTMLElement>).showPopover?.call(host);
      show();
      company = around.accompany({
        host,
        box,
        overlay,
        modal: modal ? { dialog, card } : undefined,
        edge: surface === "bar" && look.position !== "bottom" ? "top" : "bottom",
        pushes: surface === "bar" && look.pushes,
        shrinks: surface === "slide",
        escape: told.onEscape,
        hide,
        vanish,
      });
    },
    close() {
      dialog.close();
    },
    standBy(tab) {
      root.append(tab);
      company = around.accompany({
        host,
        box: tab,
        overlay,
        edge: "bottom",
        hide: (away) => {
          host.toggleAttribute("data-aside", away);
        },
        vanish,
      });
    },
    remove,
  };
}
