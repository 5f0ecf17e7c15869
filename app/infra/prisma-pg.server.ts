import { PrismaPg } from "@prisma/adapter-pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Transaction = Awaited<ReturnType<Adapter["startTransaction"]>>;

/** By these statements Prisma ends a transaction; only then it gives the connection back to the pool. */
const ENDS = new Set(["COMMIT", "ROLLBACK"]);

/**
 * Prisma's driver of PostgreSQL. Where a connection is cut in the middle of a transaction, the statement that ends it fails,
 * and Prisma keeps the connection's place in the pool for ever: after as many cuts as there are places nothing is answered
 * any more. Here the place is given back with the failure; the pool throws broken connections away.
 */
export class PrismaPostgres extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => givingBack(await start(isolation));
    return adapter;
  }
}

function givingBack(transaction: Transaction): Transaction {
  const execute = transaction.executeRaw.bind(transaction);
  const giveBack = once(transaction.rollback.bind(transaction));
  transaction.commit = giveBack;
  transaction.rollback = giveBack;
  transaction.executeRaw = async (query) => {
    try {
      return await execute(query);
    } catch (error) {
      if (ENDS.has(query.sql)) await giveBack();
      throw error;
    }
  };
  return transaction;
}

/** Both ways to end do the same, and the pool takes a connection back but once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
