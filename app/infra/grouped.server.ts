import { isDatabaseGone } from "./database-gone.ts";

/** Too much waits already: the caller should come again later. */
export class Overloaded extends Error {}

interface Options<Item, Result> {
  /** Handles a whole group in one transaction; the results in the order of the items. */
  readonly run: (items: readonly Item[]) => Promise<Result[]>;
  /** How many groups may be under way at once. */
  readonly lanes: number;
  readonly most: number;
  /** Beyond so many waiting items new ones are turned away. */
  readonly queue: number;
  /** How long an item may have to wait for its group; where it would be longer, and is so for a while, new ones are too. */
  readonly patienceMs: number;
  /** Before a group is taken: those who are at the door may come in, to go together. */
  readonly gather?: () => Promise<void>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** A crowd that comes at once is taken; one that stays too large for so long is not. */
const CROWD_MS = 1_000;
/** Weight of the last group in what a group is taken to need. */
const NEWS = 0.3;

/**
 * Group commit: items that arrive while a group is under way wait and then go together, so a transaction's cost is
 * shared under load and nobody waits without load. A group that fails is tried again one item at a time: one bad item
 * must not take the others with it. Where the database is gone they are tried once more together, and fail together: each
 * would wait for it in vain, one after the other. More than can be done is refused at once: who is refused comes again, who waits for a
 * minute is gone.
 */
export function makeGrouped<Item, Result>({ run, lanes, most, queue, patienceMs, gather }: Options<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  /** Milliseconds that a group has needed of late; and since when some have been waiting all the time. */
  let perGroup = 0;
  let crowdedSince = Infinity;

  const isTooMany = () =>
    waiting.length >= queue ||
    (waiting.length >= most &&
      (waiting.length / most / lanes) * perGroup > patienceMs &&
      performance.now() - crowdedSince > CROWD_MS);

  function submit(item: Item): Promise<Result> {
    if (isTooMany()) return Promise.reject(new Overloaded("too many posts wait"));
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      crowdedSince = Math.min(crowdedSince, performance.now());
      // What arrives in the same turn of the event loop goes together.
      if (running < lanes) setImmediate(next);
    });
  }

  function next() {
    if (running >= lanes || waiting.length === 0) return;
    running++;
    void lane().finally(() => {
      running--;
      next();
    });
  }

  async function lane(): Promise<void> {
    await gather?.();
    const group = waiting.splice(0, most);
    if (waiting.length === 0) crowdedSince = Infinity;
    if (group.length === 0) return;
    const started = performance.now();
    await handle(group);
    const took = performance.now() - started;
    perGroup = perGroup === 0 ? took : perGroup + NEWS * (took - perGroup);
  }

  async function handle(group: readonly Waiting<Item, Result>[], again = true): Promise<void> {
    try {
      settle(group, await run(group.map((one) => one.item)));
    } catch (error) {
      // One connection may have been cut; there are others.
      if (isDatabaseGone(error) && again) await handle(group, false);
      else if (group.length === 1 || isDatabaseGone(error)) for (const one of group) one.reject(error);
      else for (const one of group) await handle([one]);
    }
  }

  const settle = (group: readonly Waiting<Item, Result>[], results: readonly Result[]) => {
    group.forEach((one, index) => {
      if (index in results) one.resolve(results[index] as Result);
      else one.reject(new Error("a group answered for fewer items than it was given"));
    });
  };

  return { submit, waiting: () => waiting.length };
}
