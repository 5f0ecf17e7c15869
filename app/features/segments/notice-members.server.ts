import { differences, withMoves, type Noticed } from "#app/core/audiences/noticing.ts";
import { recreditOrdersOf } from "#app/features/orders/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { makeRests } from "#app/infra/back-off.ts";
import { isEmbedded } from "#app/infra/lifecycle.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import { failuresTotal } from "#app/infra/metrics.server.ts";
import { everybodyHeard } from "#app/infra/quiet.server.ts";
import { transaction, type Tx } from "#app/infra/transaction.server.ts";
import {
  noticeStore,
  shopsToNotice,
  type ChangedAudience,
  type IdentityRef,
  type Touched,
} from "./notice.store.server.ts";
import { ruleStore } from "./rule.store.server.ts";

/** A shop whose pass failed again and again is looked at at least so often. */
const LONGEST_REST_MS = 300_000;

/**
 * Works out what follows from facts that changed since the last pass: who entered and left which audience, and which
 * orders are to be credited anew. The law needs none of it; counts and screens do. False = nothing was to do.
 */
export async function noticeNext(): Promise<boolean> {
  let found = false;
  for (const shopId of await shopsToNotice(clock.now()))
    if (!troubled.isResting(shopId, clock.now())) found = (await noticeApart(shopId)) || found;
  return found;
}

/** Shops whose pass failed: one shop's trouble is no other's. */
const troubled = makeRests(LONGEST_REST_MS);

async function noticeApart(shopId: number): Promise<boolean> {
  try {
    const found = await noticeSlice(shopId);
    troubled.ended(shopId);
    return found;
  } catch (error) {
    logger.error({ err: error, shopId, worker: "notice" }, "worker failed for a shop");
    failuresTotal.inc({ worker: "notice" });
    troubled.failed(shopId, clock.now());
    return false;
  }
}

/** One pass over one shop. */
export async function noticeShop(shopId: number): Promise<void> {
  do {
    await everybodyHeard();
    await noticeSlice(shopId);
  } while (passes.has(shopId));
}

/** A pass that is under way: who is looked at, how many of them were by the law, and by which rules all were. */
interface Pass {
  readonly now: Date;
  readonly touched: readonly Touched[];
  readonly changed: ChangedAudience;
  readonly seeds: readonly IdentityRef[];
  readonly byLaw: number;
  readonly byRules: readonly number[];
}
const passes = new Map<number, Pass>();

/** On the embedded database nobody is heard while a transaction runs: one that took so long ends, and another goes on. */
const SLICE_MS = isEmbedded ? 60 : Infinity;
/** So many identities by the law at a time: each may have entered hundreds of audiences. */
const BY_LAW = isEmbedded ? 25 : Infinity;

/**
 * One transaction of a pass over one shop. What was to be noticed is forgotten in the last one: a crash in the middle
 * leaves it to be done, and doing it twice changes nothing. False = nothing was to do, or another process is at it.
 */
async function noticeSlice(shopId: number): Promise<boolean> {
  const before = passes.get(shopId);
  passes.delete(shopId);
  const { found, pass } = await transaction((tx) => slice(tx, shopId, before));
  if (pass) passes.set(shopId, pass);
  return found;
}

async function slice(tx: Tx, shopId: number, before: Pass | undefined): Promise<{ found: boolean; pass?: Pass }> {
  const started = performance.now();
  const isOver = () => performance.now() - started > SLICE_MS;
  const now = before?.now ?? clock.now();
  const store = noticeStore(tx, shopId, now);
  if (!(await store.hold())) return { found: false };
  const pass = before ?? (await begin(store, now));
  if (!before) await recreditOrdersOf(tx, shopId, pass.touched, now);
  let { byLaw } = pass;
  for (; byLaw < pass.seeds.length; byLaw += BY_LAW) {
    if (isOver()) return { found: true, pass: { ...pass, byLaw } };
    // All names of an identity together: who has another one now neither leaves nor enters.
    const profiles = await store.profilesOf(pass.seeds.slice(byLaw, byLaw + BY_LAW));
    await write(store, await store.noticedByLaw(profiles), await store.membersAmong(profiles));
  }
  // Who was linked or parted since the last slice has other profiles now.
  const profiles = await store.profilesOf(pass.seeds);
  const rules = ruleStore(tx, shopId, now);
  const byRules = [...pass.byRules];
  for (const [id, rule] of profiles.length > 0 ? await rules.rules() : []) {
    if (byRules.includes(id)) continue;
    if (isOver()) return { found: true, pass: { ...pass, byLaw, byRules } };
    await write(store, await store.noticedByRule(id, profiles), await rules.membersAmong(id, rule, profiles));
    byRules.push(id);
  }
  await store.forget(pass.touched);
  await store.noteProgress(pass.changed.progress);
  return { found: pass.seeds.length > 0 };
}

async function begin(store: ReturnType<typeof noticeStore>, now: Date): Promise<Pass> {
  const touched = await store.touched();
  const changed = await store.changedAudience();
  return {
    now,
    touched,
    changed,
    seeds: [...touched, ...changed.identities, ...(await store.due())],
    byLaw: 0,
    byRules: [],
  };
}

/** Writes who is a member now of those who were looked at. Gives how many entered or left. */
export async function write(
  store: ReturnType<typeof noticeStore>,
  before: readonly Noticed[],
  after: readonly Noticed[],
): Promise<number> {
  const found = differences(before, after);
  // Most passes only add: whose names changed need not be asked then.
  const somebodyMoved = found.entered.length > 0 && found.left.length > 0;
  const { entered, left, ...rest } = somebodyMoved ? withMoves(found, await store.kinOf(found.left)) : found;
  await store.write({ entered, left, ...rest });
  return entered.length + left.length;
}
