import type { CampaignEvent, EventAnswer, PageEvent, RejectReason, WireEvent } from "#app/contract/wire.ts";
import { eventPost, wireEvent } from "#app/contract/wire.schema.ts";
import { joinsOf } from "#app/core/audiences/enrol.ts";
import { join, mergeRegisters } from "#app/core/audiences/law.ts";
import { BLOCKS } from "#app/core/campaigns/settings.ts";
import { timeOfUuid } from "#app/core/identity/uuid.ts";
import { linkStore } from "#app/features/people/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import type { ProxyCaller } from "#app/shopify/app-proxy.server.ts";
import {
  eventStore,
  loadVersions,
  membershipsOf,
  stoppedCampaigns,
  versionKey,
  type Enrolment,
  type LiveVersion,
  type Stamped,
} from "./event.store.server.ts";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

export type RecordResult = { ok: true; answer: EventAnswer } | { ok: false; status: 400; message: string };

interface Arrival {
  shop: { id: number; publishDone: number };
  caller: ProxyCaller;
  body: unknown;
}

/**
 * Takes one post of the storefront: judges each event by itself, applies the good ones once in one transaction, and
 * answers with what the next decision needs. A repeat of a post, or of an event, changes nothing.
 */
export async function recordEvents({ shop, caller, body }: Arrival): Promise<RecordResult> {
  const parsed = eventPost.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, status: 400, message: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "malformed"}` };
  }
  const post = parsed.data;
  const now = clock.now();
  const rejected: { id: string; reason: RejectReason }[] = [];
  const stamped: Stamped<WireEvent>[] = [];
  for (const raw of post.events) {
    const judged = stamp(raw, now, now.getTime() - post.sent);
    if ("reason" in judged) rejected.push(judged);
    else stamped.push(judged);
  }
  const named = stamped.filter(isCampaignEvent);
  const versions = await loadVersions(shop.id, named);
  const campaignEvents = named.filter((event) => {
    const reason = refusal(event, versions.get(versionKey(event.campaign, event.version)));
    if (reason) rejected.push({ id: event.id, reason });
    return !reason;
  });
  const mayLink = stamped.some((event) => event.consent === "marketing");

  const known = await transaction(async (tx) => {
    const store = eventStore(tx, shop.id, post.visitor);
    if (!(await store.upsertVisitor(post.ref, now))) return false;
    await store.insertPages(stamped.filter(isPageEvent), post.device);
    const fresh = await store.insertEvents(campaignEvents, post.device, now);
    const counting = campaignEvents.filter((event) => fresh.has(event.id) && event.consent === "marketing");
    for (const event of counting)
      if (event.kind === "exposure")
        await store.keepFirstExposure(event, versions.get(versionKey(event.campaign, event.version))?.run ?? 1);
    await store.enrol(enrolmentsOf(counting, versions));
    if (caller.customerId !== null && mayLink)
      await linkStore(tx, shop.id).signed({
        visitorId: post.visitor,
        customerId: caller.customerId,
        at: caller.signedAt,
      });
    if (counting.length > 0)
      await store.recreditOrders(post.ref, caller.customerId, new Date(now.getTime() - WEEK), now);
    return true;
  });

  const memberships = known && mayLink ? await membershipsOf(shop.id, post.visitor) : [];
  return {
    ok: true,
    answer: {
      now: now.getTime(),
      index: shop.publishDone,
      stop: await stoppedCampaigns(shop.id, new Date(now.getTime() - WEEK)),
      memberships: memberships.map(({ key, joinedAt }) => ({ key, joined: joinedAt.getTime() })),
      rejected,
      ...(known ? {} : { newVisitor: true as const }),
    },
  };
}

const isPageEvent = (event: Stamped<WireEvent>): event is Stamped<PageEvent> => event.kind === "page";
const isCampaignEvent = (event: Stamped<WireEvent>): event is Stamped<CampaignEvent> => event.kind !== "page";

/** The event with the server's time: the browser's, shifted by its clock's error, never after its arrival. */
function stamp(raw: unknown, now: Date, skew: number): Stamped<WireEvent> | { id: string; reason: RejectReason } {
  const parsed = wireEvent.safeParse(raw);
  if (!parsed.success) return { id: claimedId(raw), reason: "malformed" };
  const received = now.getTime();
  const at = Math.min(received, parsed.data.at + skew);
  const made = timeOfUuid(parsed.data.id);
  if (made < received - WEEK || made > received + HOUR || at < received - WEEK)
    return { id: parsed.data.id, reason: "id_time" };
  return { ...parsed.data, stampedAt: new Date(at) };
}

function claimedId(raw: unknown): string {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : "";
  return typeof id === "string" ? id.slice(0, 36) : "";
}

/** An event is judged by the version it names, which must have been live within the week before it. */
function refusal(event: Stamped<CampaignEvent>, version: LiveVersion | undefined): RejectReason | null {
  const at = event.stampedAt.getTime();
  if (!version || version.liveFrom.getTime() > at) return "unknown_version";
  if (version.liveUntil && version.liveUntil.getTime() < at - WEEK) return "unknown_version";
  const known = event.kind === "click" ? BLOCKS.some((block) => block === event.block) : event.block === undefined;
  return known ? null : "unknown_block";
}

/** The registers that a batch gives per audience, by the rules of the version each event names. */
function enrolmentsOf(events: readonly Stamped<CampaignEvent>[], versions: ReadonlyMap<string, LiveVersion>) {
  const bySegment = new Map<number, Enrolment>();
  for (const event of events) {
    const rules = versions.get(versionKey(event.campaign, event.version))?.rules ?? [];
    for (const segmentId of joinsOf({ kind: event.kind, block: event.block ?? null }, rules)) {
      const before = bySegment.get(segmentId);
      const registers = mergeRegisters(before?.registers ?? {}, join({ at: event.stampedAt.getTime(), id: event.id }));
      const evidence = before && registers.joined?.id !== event.id ? before.evidence : event;
      bySegment.set(segmentId, { segmentId, registers, evidence });
    }
  }
  return [...bySegment.values()];
}
