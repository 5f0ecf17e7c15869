import type { Consent } from "../../../app/core/eligibility/decide.ts";
import type { Campaigns } from "./campaigns.ts";
import type { Said } from "./kit.ts";

/** What a theme may use: docs/storefront.md. */
export interface ThroughlineApi {
  /** As if the campaign's trigger had fired; false = this page has no such campaign. */
  show(campaign: number): boolean;
  /** What the shopper allows now. */
  consent(): Consent;
  /** A goal that a campaign names was reached. Without the shopper's consent it is not told. */
  track(goal: string): void;
  /** Calls back at each event of a campaign of that kind. */
  on(kind: Said["kind"], callback: (event: CustomEvent<PublicEvent>) => void): void;
}
/** The same that `document` hears as "throughline:click" and so on, in `detail`. Never what a shopper typed. */
export type PublicEvent = Pick<Said, "kind" | "campaign" | "variant" | "block">;

declare global {
  interface Window {
    Throughline?: ThroughlineApi;
  }
}

export const announce = ({ kind, campaign, variant, block }: Said): void => {
  const detail: PublicEvent = { kind, campaign, variant, block };
  document.dispatchEvent(new CustomEvent(`throughline:${kind}`, { detail }));
};

export const openApi = ({ show }: Campaigns, consent: () => Consent, track: (goal: string) => void): void => {
  window.Throughline = {
    show,
    consent,
    track,
    on(kind, callback) {
      document.addEventListener(`throughline:${kind}`, callback as EventListener);
    },
  };
};
