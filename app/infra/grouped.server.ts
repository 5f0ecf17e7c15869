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
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: items that arrive while a group is under way wait and then go together, so a transaction's cost is
 * shared under load and nobody waits without load. A group that fails is tried again one item at a time: one bad item
 * must not take the others with it.
 */
export function makeGrouped<Item, Result>({ run, lanes, most, queue }: Options<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  function submit(item: Item): Promise<Result> {
    if (waiting.length >= queue) return Promise.reject(new Overloaded("too many posts wait"));
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // What arrives in the same turn of the event loop goes together.
      if (running < lanes) setImmediate(next);
    });
  }

  function next() {
    if (running >= lanes || waiting.length === 0) return;
    running++;
    void handle(waiting.splice(0, most)).finally(() => {
      running--;
      next();
    });
  }

  async function handle(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      settle(group, await run(group.map((one) => one.item)));
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
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
