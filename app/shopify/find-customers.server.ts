import { ask } from "./graphql.server.ts";
import { numberOf } from "./customers.server.ts";

/** A customer as a merchant knows them. Shown, never stored. */
export interface FoundCustomer {
  readonly id: bigint;
  readonly name: string;
  readonly email: string;
}

interface Customer {
  id: string;
  displayName: string;
  defaultEmailAddress: { emailAddress: string } | null;
}
const FIELDS = "id displayName defaultEmailAddress { emailAddress }";
const found = ({ id, displayName, defaultEmailAddress }: Customer): FoundCustomer => ({
  id: numberOf(id),
  name: displayName,
  email: defaultEmailAddress?.emailAddress ?? "",
});

/** One request asks for so many addresses, or customers. */
const ADDRESSES = 25;
const NUMBERS = 250;
const inGroups = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** The customers of these addresses, by address; who is none is left out. Throws a ShopifyError. */
export async function customersByEmail(domain: string, emails: readonly string[]): Promise<Map<string, bigint>> {
  const customers = new Map<string, bigint>();
  for (const group of inGroups(emails, ADDRESSES)) {
    const query = `#graphql
      query CustomersByEmail(${group.map((_, at) => `$e${at}: String!`).join(", ")}) {
        ${group.map((_, at) => `c${at}: customerByIdentifier(identifier: { emailAddress: $e${at} }) { id }`).join("\n")}
      }`;
    const variables = Object.fromEntries(group.map((email, at) => [`e${at}`, email]));
    const answer = await ask<Record<string, { id: string } | null>>(domain, query, variables);
    group.forEach((email, at) => {
      const customer = answer[`c${at}`];
      if (customer) customers.set(email, numberOf(customer.id));
    });
  }
  return customers;
}

const BY_NUMBER = `#graphql
  query CustomersByNumber($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { id } } }`;

/** Which of these numbers are customers of the shop. Throws a ShopifyError. */
export async function knownCustomers(domain: string, ids: readonly bigint[]): Promise<Set<bigint>> {
  const known = new Set<bigint>();
  for (const group of inGroups(ids, NUMBERS)) {
    const variables = { ids: group.map((id) => `gid://shopify/Customer/${id}`) };
    const { nodes } = await ask<{ nodes: ({ id?: string } | null)[] }>(domain, BY_NUMBER, variables);
    for (const node of nodes) if (node?.id !== undefined) known.add(numberOf(node.id));
  }
  return known;
}

const SEARCH = `#graphql
  query SearchCustomers($query: String!) { customers(first: 10, query: $query) { nodes { ${FIELDS} } } }`;

/** Customers whose name or address has the text, at most ten. Throws a ShopifyError. */
export async function searchCustomers(domain: string, text: string): Promise<FoundCustomer[]> {
  // In quotes it is a phrase: nothing in it is an operator of Shopify's search.
  const query = `"${text.replace(/["\\]/g, " ").trim()}"`;
  const { customers } = await ask<{ customers: { nodes: Customer[] } }>(domain, SEARCH, { query });
  return customers.nodes.map(found);
}
