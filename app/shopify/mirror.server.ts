import { z } from "zod";
import { said, time } from "#app/contract/webhook.schema.ts";
import { parseDecimal, toMinorUnits } from "#app/core/shared/money.ts";
import { ask } from "./graphql.server.ts";

/** What is kept in step with Shopify. */
export const MIRRORED = ["customers", "products", "collections"] as const;
export type Mirrored = (typeof MIRRORED)[number];

const FIELDS: Readonly<Record<Mirrored, string>> = {
  customers:
    "id updatedAt tags numberOfOrders amountSpent { amount currencyCode } defaultEmailAddress { marketingState }",
  products: "id updatedAt title handle productType vendor tags",
  collections: "id updatedAt title handle",
};

/** The query of a bulk operation over all of them. */
export const bulkQuery = (what: Mirrored): string => `{ ${what} { edges { node { ${FIELDS[what]} } } } }`;

/** The number in Shopify's name of a thing of that kind. */
export const numberOf = (kind: string) =>
  z
    .string()
    .regex(new RegExp(`^gid://shopify/${kind}/\\d{1,18}$`))
    .transform((gid) => BigInt(gid.slice(gid.lastIndexOf("/") + 1)));
const folded = said.transform((text) => text.trim().toLowerCase());
const tags = z.array(folded);
/** As it stands in an address: letters beyond ASCII are written as percents there. */
const handle = z.string().transform((text) => encodeURI(text.toWellFormed()).toLowerCase());

/** A customer as Shopify has it. Money in another currency than the shop's is impossible: Shopify sums up in that. */
export const customerRow = z
  .object({
    id: numberOf("Customer"),
    updatedAt: time,
    tags,
    numberOfOrders: z.coerce.number().int().min(0),
    amountSpent: z.object({ amount: z.string(), currencyCode: z.string() }),
    defaultEmailAddress: z.object({ marketingState: z.string() }).nullish(),
  })
  .transform(({ numberOfOrders, amountSpent: { amount, currencyCode }, defaultEmailAddress, ...row }) => ({
    ...row,
    orders: numberOfOrders,
    spent: toMinorUnits(parseDecimal(amount) ?? 0n, currencyCode),
    subscribed: defaultEmailAddress?.marketingState === "SUBSCRIBED",
  }));
export type CustomerRow = z.output<typeof customerRow>;

export const productRow = z
  .object({
    id: numberOf("Product"),
    updatedAt: time,
    title: said,
    handle,
    productType: folded,
    vendor: folded,
    tags,
  })
  .transform(({ productType, ...row }) => ({ ...row, type: productType }));
export type ProductRow = z.output<typeof productRow>;

export const collectionRow = z.object({ id: numberOf("Collection"), updatedAt: time, title: said, handle });
export type CollectionRow = z.output<typeof collectionRow>;

const KINDS = { customers: "Customer", products: "Product", collections: "Collection" } as const;

/** A row as Shopify gave it: its name is there, the rest is looked at when it is kept. */
export interface Named {
  readonly id: string;
}
export const numberIn = ({ id }: Named): bigint => BigInt(/\d+$/.exec(id)?.[0] ?? 0);

/** Asks for some of them by number; what is gone is left out. Throws a ShopifyError. */
export async function readMirrored(domain: string, what: Mirrored, ids: readonly bigint[]): Promise<Named[]> {
  const query = `#graphql
    query Mirrored($ids: [ID!]!) { nodes(ids: $ids) { ... on ${KINDS[what]} { ${FIELDS[what]} } } }`;
  const variables = { ids: ids.map((id) => `gid://shopify/${KINDS[what]}/${id}`) };
  const { nodes } = await ask<{ nodes: (Partial<Named> | null)[] }>(domain, query, variables);
  return nodes.filter((node): node is Named => typeof node?.id === "string");
}
