import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import express from "express";
import { buildClientSchema, graphql, GraphQLError, type GraphQLFieldResolver, type IntrospectionQuery } from "graphql";
import type { Credentials } from "../signing.ts";
import type { World } from "../world.ts";
import { bulkOperations } from "./bulk.ts";
import { productResolvers } from "./products.ts";
import { orderResolvers } from "./orders.ts";
import { customerResolvers } from "./customers.ts";

const JSON_LIMIT = 128 * 1024;

/** Shopify's own schema: an operation that Shopify would reject is rejected here. */
function loadSchema() {
  const text = gunzipSync(readFileSync("sandbox/api/admin_2026-07.json.gz")).toString("utf8");
  const parsed = JSON.parse(text) as { data?: IntrospectionQuery } & IntrospectionQuery;
  return buildClientSchema(parsed.data ?? parsed);
}

/** Null = there must be none; absent = whatever stands there. */
interface MetafieldInput {
  compareDigest?: string | null;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
}

const digestOf = (value: string) => createHash("sha256").update(value).digest("hex");
const INSTALLATION = "gid://shopify/AppInstallation/1";

/** What the stand-in can answer. Anything else on the schema is an explicit error, never an empty value. */
function rootResolvers(world: World) {
  const { shop } = world.state;
  const customers = customerResolvers(world);
  return {
    shop: () => ({
      id: `gid://shopify/Shop/${shop.id}`,
      name: shop.name,
      email: shop.email,
      myshopifyDomain: shop.domain,
      currencyCode: shop.currency,
      ianaTimezone: shop.timezone,
    }),
    currentAppInstallation: () => ({
      id: INSTALLATION,
      metafield: ({ namespace, key }: { namespace: string; key: string }) => {
        const found = world.state.metafields[`${namespace}.${key}`];
        return found ? { ...found, compareDigest: digestOf(found.value) } : null;
      },
    }),
    ...customers,
    ...productResolvers,
    ...orderResolvers(world),
    nodes: ({ ids }: { ids: string[] }) =>
      ids.map((gid) => customers.customerNode(gid) ?? productResolvers.productNode(gid)),
    metafieldsSet: ({ metafields }: { metafields: MetafieldInput[] }) => {
      const userErrors = metafields.flatMap(({ ownerId, namespace, key, type, value, compareDigest }, elementIndex) => {
        const field = ["metafields", String(elementIndex), "value"];
        const before = world.state.metafields[`${namespace}.${key}`];
        if (compareDigest !== undefined && compareDigest !== (before ? digestOf(before.value) : null))
          return [{ field, elementIndex, code: "STALE_OBJECT", message: "It was changed meanwhile" }];
        if (ownerId !== INSTALLATION)
          return [{ field, elementIndex, code: "INVALID", message: "Owner does not exist" }];
        if (type !== "json")
          return value === "" ? [{ field, elementIndex, code: "BLANK", message: "may not be empty" }] : [];
        if (Buffer.byteLength(value) > JSON_LIMIT)
          return [{ field, elementIndex, code: "TOO_LONG", message: `Value exceeds ${JSON_LIMIT} bytes` }];
        try {
          JSON.parse(value);
          return [];
        } catch {
          return [{ field, elementIndex, code: "INVALID_VALUE", message: "Value is invalid JSON" }];
        }
      });
      if (userErrors.length > 0) return { metafields: null, userErrors };
      return world.change((state) => ({
        metafields: metafields.map(({ namespace, key, type, value }) => {
          const name = `${namespace}.${key}`;
          const id =
            state.metafields[name]?.id ?? `gid://shopify/Metafield/${Object.keys(state.metafields).length + 1}`;
          return (state.metafields[name] = { id, namespace, key, type, value });
        }),
        userErrors: [],
      }));
    },
  };
}

const resolve: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, args, _context, info) => {
  const value = source[info.fieldName];
  if (value === undefined)
    throw new GraphQLError(`The sandbox does not answer ${info.parentType.name}.${info.fieldName} yet.`);
  return typeof value === "function" ? (value as (given: unknown) => unknown)(args) : value;
};

/** The shop's half of Shopify's API: token exchange, refresh, Admin GraphQL. Faults can be set from outside. */
export function adminApi(world: World, { apiKey, secret }: Credentials) {
  const schema = loadSchema();
  const app = express();
  const run = (source: string, variableValues: Record<string, unknown> = {}) =>
    graphql({
      schema,
      source,
      variableValues,
      rootValue: { ...rootResolvers(world), ...bulk.resolvers, node: ({ id }: { id: string }) => bulk.bulkNode(id) },
      fieldResolver: resolve as GraphQLFieldResolver<unknown, unknown>,
    });
  const bulk = bulkOperations(world, (query) => run(query));
  /** Answers this status to so many Admin API calls: 401 for a revoked token, 503 for an outage. */
  const faults: number[] = [];
  app.disable("x-powered-by");
  app.use(express.json({ limit: "12mb" }));

  app.post("/admin/oauth/access_token", (request, response) => {
    const body = request.body as Record<string, string>;
    if (body["client_id"] !== apiKey || body["client_secret"] !== secret) {
      response.status(400).json({ error: "invalid_client" });
      return;
    }
    const refresh = body["grant_type"] === "refresh_token";
    if (
      refresh ? body["refresh_token"] !== world.state.refreshToken : !isCurrent(body["subject_token"] ?? "", Date.now())
    ) {
      response.status(400).json({ error: refresh ? "invalid_grant" : "invalid_subject_token" });
      return;
    }
    world.install();
    response.json({
      access_token: world.state.accessToken,
      scope: "read_orders,read_customers,write_customers,read_customer_merge,read_products,write_app_proxy",
      expires_in: 3600,
      refresh_token: world.state.refreshToken,
      refresh_token_expires_in: 7_776_000,
    });
  });

  app.get("/bulk/:name", (request, response) => {
    const file = bulk.file(request.params.name);
    response
      .status(file === undefined ? 404 : 200)
      .type("application/jsonl")
      .send(file ?? "");
  });

  app.post("/admin/api/:version/graphql.json", (request, response, next) => {
    const fault = faults.shift();
    if (fault !== undefined) {
      response.status(fault).json({ errors: `sandbox fault ${fault}` });
      return;
    }
    if (!world.state.installed || request.headers["x-shopify-access-token"] !== world.state.accessToken) {
      response
        .status(401)
        .json({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
      return;
    }
    const { query, variables } = request.body as { query: string; variables?: Record<string, unknown> };
    run(query, variables).then((result) => response.json(result), next);
  });

  return { app, faults };
}

/** Whether a session token has not run out. */
function isCurrent(token: string, now: number): boolean {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as { exp?: number };
    return typeof claims.exp === "number" && claims.exp * 1000 > now - 10_000;
  } catch {
    return false;
  }
}
