import type { Block } from "../../../../app/core/campaigns/content.ts";
import { recall, remember } from "../lib/memory.ts";
import type { Options } from "../show/options.ts";

/** Counts down to a moment, or to so many minutes after this visitor's first look; stays at zero. */
export function countdown(
  block: HTMLElement,
  { name, ends }: Block<"countdown">,
  { campaign, remembers }: Pick<Options, "campaign" | "remembers">,
): void {
  block.setAttribute("role", "timer");
  const end = ends[0] === "at" ? ends[1] : firstLook() + ends[1] * 60_000;
  const draw = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
    const two = (value: number) => String(value).padStart(2, "0");
    const days = Math.floor(left / 86_400);
    const clock = [Math.floor(left / 3_600) % 24, Math.floor(left / 60) % 60, left % 60].map(two).join(":");
    block.textContent = days > 0 ? `${days} · ${clock}` : clock;
    return left > 0;
  };
  if (draw()) {
    const timer = setInterval(() => {
      if (!draw() || !block.isConnected) clearInterval(timer);
    }, 1_000);
  }
  /** Remembered where that is allowed; else this page's. */
  function firstLook(): number {
    const key = `${campaign}.${name}`;
    const looks = recall().looks ?? {};
    const known = looks[key];
    if (known !== undefined) return known;
    const now = Date.now();
    if (remembers) remember({ looks: { ...looks, [key]: now } });
    return now;
  }
}
