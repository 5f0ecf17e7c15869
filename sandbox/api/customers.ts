import { customerOf } from "../shop/orders.ts";
import type { Customer, World } from "../world.ts";
import { connection } from "./connection.ts";

interface ConsentInput {
  marketingState: string;
  marketingOptInLevel?: string;
  consentUpdatedAt?: string;
}

/** Customers as the Admin API has them: found by address, made, and asked for their consent to marketing. */
export function customerResolvers(world: World) {
  /** What Shopify counts of a customer's orders. */
  const boughtBy = (id: number) => {
    const orders = world.state.orders.filter(({ payload }) => (payload["customer"] as { id: number }).id === id);
    const spent = orders.reduce((sum, { payload }) => sum + Number(payload["total_price"]), 0);
    return {
      numberOfOrders: String(orders.length),
      amountSpent: { amount: spent.toFixed(2), currencyCode: world.state.shop.currency },
    };
  };
  const drawn = ({ id, email, firstName, marketing, tags }: Customer) => ({
    __typename: "Customer",
    id: `gid://shopify/Customer/${id}`,
    firstName,
    displayName: firstName || email,
    updatedAt: new Date(Date.now()).toISOString(),
    tags: tags ?? [],
    ...boughtBy(id),
    defaultEmailAddress: {
      emailAddress: email,
      marketingState: marketing?.state ?? "NOT_SUBSCRIBED",
      marketingOptInLevel: marketing?.level ?? null,
      marketingUpdatedAt: marketing?.at ?? null,
    },
  });
  const byEmail = (email: string) => world.state.customers.find((one) => one.email === email.toLowerCase());
  const agree = (customer: Customer, consent: ConsentInput) => {
    world.change(() => {
      customer.marketing = {
        state: consent.marketingState,
        level: consent.marketingOptInLevel ?? "UNKNOWN",
        at: consent.consentUpdatedAt ?? new Date().toISOString(),
      };
    });
    return { customer: drawn(customer), userErrors: [] };
  };
  const refused = (field: string, message: string) => ({ customer: null, userErrors: [{ field: [field], message }] });

  return {
    customerNode: (gid: string) => {
      const customer = world.state.customers.find((one) => gid === `gid://shopify/Customer/${one.id}`);
      return customer ? drawn(customer) : null;
    },
    // Shopify's search reads words of names and addresses; a phrase in quotes is found as it is.
    customers: ({ first, query }: { first?: number; query?: string }) => {
      const text = (query ?? "").replaceAll('"', "").toLowerCase();
      const found = world.state.customers.filter(({ email, firstName }) =>
        `${firstName} ${email}`.toLowerCase().includes(text),
      );
      return connection(found.slice(0, first).map(drawn));
    },
    customerByIdentifier: ({ identifier }: { identifier: { emailAddress?: string } }) => {
      const found = byEmail(identifier.emailAddress ?? "");
      return found ? drawn(found) : null;
    },
    customerCreate: ({
      input,
    }: {
      input: { email: string; firstName?: string; emailMarketingConsent: ConsentInput };
    }) => {
      if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(input.email)) return refused("email", "Email is invalid");
      if (byEmail(input.email)) return refused("email", "Email has already been taken");
      return agree(customerOf(world, input.email, input.firstName ?? ""), input.emailMarketingConsent);
    },
    customerEmailMarketingConsentUpdate: ({
      input,
    }: {
      input: { customerId: string; emailMarketingConsent: ConsentInput };
    }) => {
      const customer = world.state.customers.find((one) => input.customerId === `gid://shopify/Customer/${one.id}`);
      return customer ? agree(customer, input.emailMarketingConsent) : refused("customerId", "Customer does not exist");
    },
  };
}
