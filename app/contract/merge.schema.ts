import { z } from "zod";

const customer = z
  .string()
  .regex(/^gid:\/\/shopify\/Customer\/\d{1,18}$/)
  .transform((gid) => BigInt(gid.slice(gid.lastIndexOf("/") + 1)));
const merge = z.object({
  admin_graphql_api_customer_kept_id: customer,
  admin_graphql_api_customer_deleted_id: customer,
  status: z.string(),
});

/**
 * A customers/merge body: which customer became which. Null = Shopify tells of one that is under way or failed. Throws a
 * ZodError when it is none.
 */
export function parseMerge(body: unknown): { readonly from: bigint; readonly into: bigint } | null {
  const told = merge.parse(body);
  if (told.status.toLowerCase() !== "completed") return null;
  return { from: told.admin_graphql_api_customer_deleted_id, into: told.admin_graphql_api_customer_kept_id };
}
