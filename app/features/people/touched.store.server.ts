import type { Sql } from "#app/infra/db.server.ts";

/** An identity whose facts changed. */
export interface Touched {
  readonly shopId: number;
  readonly identity: "visitor" | "customer";
  readonly id: string;
}

/** Notes, with the facts themselves, whose facts changed: what follows from them is worked out after the commit. */
export async function noteTouched(tx: Sql, touched: readonly Touched[]): Promise<void> {
  if (touched.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO touched (shop_id, identity, identity_id)
    SELECT r."shopId", r.identity, r.id
    FROM json_to_recordset(${JSON.stringify(touched)}::json) AS r("shopId" int, identity text, id text)`;
}
