import { COLLECTIONS, PRODUCTS, type Product } from "../world.ts";
import { connection } from "./connection.ts";

/** They never change here. */
const SINCE = "2026-01-01T00:00:00Z";

const drawn = ({ id, title, handle, type, vendor, tags }: Product) => ({
  __typename: "Product",
  id: `gid://shopify/Product/${id}`,
  updatedAt: SINCE,
  title,
  handle,
  productType: type,
  vendor,
  tags,
});

const drawnCollection = ({ id, title, handle }: (typeof COLLECTIONS)[number]) => ({
  __typename: "Collection",
  id: `gid://shopify/Collection/${id}`,
  updatedAt: SINCE,
  title,
  handle,
});

/** What the shop sells, as the Admin API has it. */
export const productResolvers = {
  productNode: (gid: string) =>
    [...PRODUCTS.map(drawn), ...COLLECTIONS.map(drawnCollection)].find((one) => one.id === gid) ?? null,
  products: ({ first }: { first?: number }) => connection(PRODUCTS.slice(0, first).map(drawn)),
  collections: ({ first }: { first?: number }) => connection(COLLECTIONS.slice(0, first).map(drawnCollection)),
};
