import type { CampaignEvent, PageEvent } from "../../../app/contract/wire.ts";
import type { Consent } from "../../../app/core/eligibility/decide.ts";
import type { CartFacts, PageData } from "./lib/page.ts";

/** What an event says of itself; the entry adds visit, path, consent and time. */
export type Said = Pick<
  CampaignEvent,
  "kind" | "campaign" | "version" | "variant" | "arm" | "block" | "means" | "element" | "fields" | "seconds" | "goal"
> & {
  /** Else a new one. */
  readonly id?: string;
};

export type Held = NonNullable<PageEvent["held"]>[number];

/** What the entry hands to the part that measures: it is a bundle of its own, loaded once something may be measured. */
export interface Kit {
  readonly page: PageData;
  readonly consent: () => Consent;
  /** This page is looked at (anew): decides, and queues its event with how the visit began and why campaigns are held. */
  readonly view: () => void;
  /** Why campaigns would not show now. */
  readonly held: () => Held[];
  readonly say: (event: Said) => void;
  /** The server's stop list: these do not show any more. */
  readonly stop: (ids: readonly number[]) => void;
  /** Memberships have changed. */
  readonly reconsider: () => void;
  /** What is known of the cart has changed; whether something was added. */
  readonly cartChanged: (added: boolean, cart: Partial<CartFacts>) => void;
}
