import type { Deed, Facts, NumberFact, TextFact } from "../../../app/core/targeting/rule.ts";
import { plainPath } from "../../../app/core/targeting/address.ts";
import { within } from "../../../app/core/eligibility/history.ts";
import { timeOfUuid } from "../../../app/core/identity/uuid.ts";
import type { Memory, Visit } from "./lib/memory.ts";
import { deviceOf, here, pageRoot, type PageData } from "./lib/page.ts";

/** Memberships of an older answer are not used: the server may know better by now. */
const MEMBERS_KEPT = 86_400_000;

/** What campaigns are judged by at `at`: of this page, of what the browser may remember, of the cart (shop currency). */
export function factsOf(page: PageData, memory: Memory, visit: Visit | null, cart: number, at: number): Facts {
  const { members, history } = memory;
  const came = here();
  const from = memory.from ?? came;
  const belowRoot = pageRoot();
  const utm = new URLSearchParams(from.query);
  const texts: Partial<Record<TextFact, string>> = {
    path: plainPath(location.pathname, belowRoot),
    query: plainPath(location.search),
    came: came.referrer,
    referrer: from.referrer,
    landing: plainPath(from.landing, belowRoot),
    language: document.documentElement.lang,
    country: window.Shopify?.country ?? "",
    market: page.market,
    ...page.carried,
  };
  const numbers: Partial<Record<NumberFact, number>> = {
    cart,
    items: page.cartItems,
    time: at / 1_000,
    ...visit,
    stay: visit ? (at - timeOfUuid(visit.id)) / 1_000 : 0,
  };
  /** A part of what the clock on the shop's wall shows; the shopper's own, where the browser lacks the shop's zone. */
  const onTheWall = (part: Intl.DateTimeFormatOptions) => {
    const moment = new Date(at);
    try {
      return moment.toLocaleString("en", { timeZone: page.index.z, ...part });
    } catch {
      return moment.toLocaleString("en", part);
    }
  };
  return {
    belowRoot,
    pageType: page.pageType,
    device: deviceOf(),
    returning: (visit?.visits ?? 0) > 1,
    segments: new Set(members && at - members.at < MEMBERS_KEPT ? members.keys : []),
    text: (fact) => (fact === "day" ? onTheWall({ weekday: "short" }) : (texts[fact] ?? utm.get(`utm_${fact}`) ?? "")),
    number: (fact) => numbers[fact] ?? Number(onTheWall({ hour: "numeric", hourCycle: "h23" })),
    past: (campaign: number, deed: Deed, days: number) => within(history?.[campaign], deed, days, at),
  };
}
