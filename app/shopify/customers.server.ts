import { ask, ShopifyError } from "./graphql.server.ts";

export interface Subscription {
  readonly email: string;
  readonly firstName: string | null;
  /** When the shopper agreed. */
  readonly at: Date;
  /** Whether Shopify asks them to confirm by e-mail first. */
  readonly confirm: boolean;
}

const FIND = `#graphql
  query CustomerByEmail($email: String!) {
    customerByIdentifier(identifier: { emailAddress: $email }) { id defaultEmailAddress { marketingState marketingUpdatedAt } }
  }`;
const CREATE = `#graphql
  mutation CustomerCreate($input: CustomerInput!) {
    customerCreate(input: $input) { customer { id } userErrors { field message } }
  }`;
const CONSENT = `#graphql
  mutation CustomerEmailConsent($input: CustomerEmailMarketingConsentUpdateInput!) {
    customerEmailMarketingConsentUpdate(input: $input) { customer { id } userErrors { field message } }
  }`;

interface Known {
  id: string;
  defaultEmailAddress: { marketingState: string; marketingUpdatedAt: string | null } | null;
}

interface Written {
  customer: { id: string } | null;
  userErrors: { message: string }[];
}

/**
 * Makes the customer of an address, or finds it, and notes the consent to marketing with its time and level; gives the
 * customer's number. Somebody who is subscribed already stays as they are, and so does whoever said anything of it since:
 * a form may be told of hours late. Throws a ShopifyError.
 */
export async function subscribeCustomer(
  domain: string,
  { email, firstName, at, confirm }: Subscription,
): Promise<bigint> {
  const emailMarketingConsent = {
    marketingState: confirm ? "PENDING" : "SUBSCRIBED",
    marketingOptInLevel: confirm ? "CONFIRMED_OPT_IN" : "SINGLE_OPT_IN",
    consentUpdatedAt: at.toISOString(),
  };
  const { customerByIdentifier: known } = await ask<{ customerByIdentifier: Known | null }>(domain, FIND, { email });
  if (known) {
    if (stands(known, at)) return numberOf(known.id);
    const input = { customerId: known.id, emailMarketingConsent };
    const { customerEmailMarketingConsentUpdate } = await ask<{ customerEmailMarketingConsentUpdate: Written }>(
      domain,
      CONSENT,
      { input },
    );
    return idIn(customerEmailMarketingConsentUpdate);
  }
  const input = { email, emailMarketingConsent, ...(firstName === null ? {} : { firstName }) };
  const { customerCreate } = await ask<{ customerCreate: Written }>(domain, CREATE, { input });
  return idIn(customerCreate);
}

/** Whether what Shopify has of somebody's consent is not to be written over by what they agreed to at `at`. */
function stands({ defaultEmailAddress: address }: Known, at: Date): boolean {
  if (address?.marketingState === "SUBSCRIBED") return true;
  // In whole seconds: of two statements of one second, which may be in any order, the one that Shopify has stands.
  const second = Math.floor(at.getTime() / 1000) * 1000;
  return typeof address?.marketingUpdatedAt === "string" && Date.parse(address.marketingUpdatedAt) >= second;
}

function idIn({ customer, userErrors }: Written): bigint {
  const [refused] = userErrors;
  if (!customer || refused)
    throw new ShopifyError(`Shopify refused it: ${refused?.message ?? "no customer"}.`, { permanent: true });
  return numberOf(customer.id);
}

/** gid://shopify/Customer/123 → 123. */
export function numberOf(gid: string): bigint {
  const number = /\/(\d+)$/.exec(gid)?.[1];
  if (number === undefined) throw new ShopifyError("Shopify gave a customer without a number.");
  return BigInt(number);
}
