import { Prisma, type Tx } from "#app/infra/db.server.ts";

/** Profiles a step: about as long as a page of the admin takes. */
export const A_STEP = 200;

/** How far a rebuild in steps has come. */
interface Progress {
  /** Visitors first, customers then. */
  readonly of: "v" | "c";
  /** The last one that was looked at. */
  readonly after: string;
  /** Whether anybody entered or left so far. */
  readonly changed: boolean;
}
const BEGINNING: Progress = { of: "v", after: "00000000-0000-0000-0000-000000000000", changed: false };

/** Goes over all profiles of one shop, a step at a time, within the caller's transaction. */
export const rebuildStore = (tx: Tx, shopId: number) => ({
  /** Of the rebuild that is due at that moment: a rule that was saved since is due anew, and begins from the beginning. */
  async progress(id: number, due: Date): Promise<Progress> {
    const { rebuildFrom } = await tx.segment.findUniqueOrThrow({
      where: { shopId_id: { shopId, id } },
      select: { rebuildFrom: true },
    });
    const noted = rebuildFrom as (Progress & { due: string }) | null;
    return noted?.due === due.toISOString() ? noted : BEGINNING;
  },

  async note(id: number, due: Date, progress: Progress): Promise<void> {
    await tx.segment.update({
      where: { shopId_id: { shopId, id } },
      data: { rebuildFrom: { ...progress, due: due.toISOString() } },
    });
  },

  /** The profiles that come after, in the order of their numbers. */
  async next(of: Progress["of"], after: string): Promise<string[]> {
    const beyond = (table: Prisma.Sql, customer: Prisma.Sql) => Prisma.sql`
      (SELECT ${customer} AS id FROM ${table} WHERE shop_id = ${shopId} AND ${customer} > ${after}::bigint
       ORDER BY ${customer} LIMIT ${A_STEP})`;
    // Of a visitor it is no number: then it must not be read as one.
    const member = Prisma.sql`CASE WHEN identity = 'customer' THEN identity_id::bigint END`;
    const rows =
      of === "v"
        ? await tx.$queryRaw<{ id: string }[]>`
            SELECT id::text AS id FROM visitor WHERE shop_id = ${shopId} AND id > ${after}::uuid
            ORDER BY visitor.id LIMIT ${A_STEP}`
        : await tx.$queryRaw<{ id: string }[]>`
            SELECT k.id::text AS id FROM (
              ${beyond(Prisma.sql`link`, Prisma.sql`customer_id`)}
              UNION ${beyond(Prisma.sql`"order"`, Prisma.sql`customer_id`)}
              UNION ${beyond(Prisma.sql`membership`, member)}
              UNION ${beyond(Prisma.sql`customer`, Prisma.sql`id`)}) k
            ORDER BY k.id LIMIT ${A_STEP}`;
    return rows.map(({ id }) => of + id);
  },
});
