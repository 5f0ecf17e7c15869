import { isBusy } from "./busy.ts";
import { onChange } from "./changes.ts";
import { isTyping } from "./typing.ts";

/** Those who wait, in their order: who was first is shown first. */
const waiting: { readonly isQuiet: () => boolean; readonly then: () => void }[] = [];
let stop: (() => void) | undefined;

/** What must be over before something shows. */
export interface Patience {
  /** An overlay: it waits for the answer to a consent question as well. */
  readonly overlay: boolean;
  /** It takes the focus: it waits for who types. */
  readonly focus: boolean;
}

const AN_OVERLAY: Patience = { overlay: true, focus: false };

export const isQuiet = ({ overlay, focus }: Patience): boolean => !isBusy(overlay) && !(focus && isTyping());

/** Calls back at once if nothing is open over the page, else as soon as nothing is. */
export function whenQuiet(then: () => void, patience: Patience = AN_OVERLAY): void {
  waiting.push({ isQuiet: () => isQuiet(patience), then });
  look();
}

function look() {
  for (const one of [...waiting])
    if (one.isQuiet()) {
      waiting.splice(waiting.indexOf(one), 1);
      one.then();
    }
  if (waiting.length > 0) stop ??= onChange(look);
  else {
    stop?.();
    stop = undefined;
  }
}
