import { z } from "zod";

const number = z.union([z.number().int().positive(), z.string().regex(/^(gid:\/\/shopify\/[A-Za-z]+\/)?\d{1,18}$/)]);

/** Shopify's webhooks of customers name whom they are about in three ways, by topic. */
const subject = z.object({
  id: number.optional(),
  customer_id: number.optional(),
  customerId: number.optional(),
});

/** The number of the customer, product or collection that a webhook is about. Throws an Error when it names none. */
export function parseSubject(kind: "Customer" | "Product" | "Collection", body: unknown): bigint {
  const { id, customer_id, customerId } = subject.parse(body);
  const named = String(customerId ?? customer_id ?? id ?? "");
  const digits = /^(?:gid:\/\/shopify\/([A-Za-z]+)\/)?(\d{1,18})$/.exec(named);
  if (!digits?.[2] || (digits[1] !== undefined && digits[1] !== kind)) throw new Error(`It names no ${kind}.`);
  return BigInt(digits[2]);
}
