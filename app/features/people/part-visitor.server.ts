import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { linkStore } from "./link.store.server.ts";
import { noteTouched } from "./touched.store.server.ts";

/**
 * The merchant says that a visitor, named by its reference, is not this customer (`together` false), or takes that back.
 * Links are facts and stay: while the two are parted none of them counts, whenever it comes. False = this shop knows no
 * such visitor. Repeating it changes nothing.
 */
export const partVisitor = (
  shopId: number,
  { ref, customerId, together }: { ref: string; customerId: bigint; together: boolean },
): Promise<boolean> =>
  transaction(async (tx) => {
    const links = linkStore(tx);
    const visitor = await links.visitorOf(shopId, ref);
    if (visitor === null) return false;
    if (together) await links.join(shopId, visitor, customerId);
    else await links.part(shopId, visitor, customerId, clock.now());
    await noteTouched(tx, [
      { shopId, identity: "visitor", id: visitor },
      { shopId, identity: "customer", id: customerId.toString() },
    ]);
    return true;
  });
