import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyAppProxy } from "#app/shopify/app-proxy.server.ts";
import { signedProxyQuery } from "../../sandbox/signing.ts";

/**
 * Shopify's message has nothing between its parts, and shoppers add parameters of their own. Whoever sees one signed
 * address (an access log, an error tracker) in which they had put such a parameter has a signature for any shop, any
 * customer and any time, if the message can be read in two ways.
 */
test("a signature of one shop's guest is none of another shop's customer, a year later", () => {
  const now = Date.now();
  const later = String(Math.floor(now / 1000) + 365 * 86_400);
  const hidden = `logged_in_customer_id=42path_prefix=/apps/throughlineshop=victim.myshopify.comtimestamp=${later}x=`;
  const added = {
    shop: "attacker.myshopify.com",
    logged_in_customer_id: "",
    path_prefix: "/apps/throughline",
    timestamp: String(Math.floor(now / 1000)),
  };
  const signed = signedProxyQuery("s", new URLSearchParams({ a: hidden }), added);
  expect(verifyAppProxy(signed, ["s"], new Date(now))?.shop).toBe("attacker.myshopify.com");
  const rest = `logged_in_customer_id=path_prefix=/apps/throughlineshop=attacker.myshopify.comtimestamp=${added.timestamp}`;
  const forged = new URLSearchParams({
    a: "",
    logged_in_customer_id: "42",
    path_prefix: "/apps/throughline",
    shop: "victim.myshopify.com",
    timestamp: later,
    x: rest,
    signature: signed.get("signature") ?? "",
  });
  expect(createHmac("sha256", "s").update("").digest("hex")).not.toBe(forged.get("signature"));
  expect(verifyAppProxy(forged, ["s"], new Date(Number(later) * 1000))).toBeNull();
});

describe("a message that can be read in two ways", () => {
  const now = 1_764_000_000;
  const added = (shop: string, at = now) => ({
    shop,
    logged_in_customer_id: "",
    path_prefix: "/apps/throughline",
    timestamp: String(at),
  });
  const block = (shop: string, at: number) =>
    `logged_in_customer_id=42path_prefix=/apps/throughlineshop=${shop}timestamp=${at}`;
  const verify = (query: URLSearchParams, at = now) => verifyAppProxy(query, ["s"], new Date(at * 1000));

  test.each([
    ["before Shopify's own", "a"],
    ["between them", "q"],
    ["after them", "x"],
  ])("is refused at its own time too, with the other reading %s", (_name, name) => {
    for (const hidden of [block("victim.myshopify.com", now), "shop=victim.myshopify.com", `timestamp=${now}`])
      expect(
        verify(signedProxyQuery("s", new URLSearchParams({ [name]: hidden }), added("attacker.myshopify.com"))),
      ).toBeNull();
  });

  test("is no query with parameters of other names", () => {
    const query = new URLSearchParams({ a: "1", locale: "de", view: "shop of plants", zoom: "=&," });
    expect(verify(signedProxyQuery("s", query, added("fern.myshopify.com")))?.shop).toBe("fern.myshopify.com");
  });

  test("whatever a shopper adds, one signature is never good for two shops", () => {
    const piece = fc.constantFrom(
      "a",
      "z",
      "shop",
      "timestamp",
      "=",
      "path_prefix",
      "logged_in_customer_id",
      block("victim.myshopify.com", now),
      `${now}`,
      "victim.myshopify.com",
      "",
    );
    const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
    const parameters = fc.array(fc.tuple(text, text), { maxLength: 3 });
    fc.assert(
      fc.property(parameters, parameters, (first, second) => {
        const genuine = signedProxyQuery("s", new URLSearchParams(first), added("attacker.myshopify.com"));
        const forged = new URLSearchParams(second);
        for (const [name, value] of Object.entries(added("victim.myshopify.com"))) forged.append(name, value);
        forged.append("signature", genuine.get("signature") ?? "");
        expect(verify(forged)).toBeNull();
      }),
    );
  });
});

test.each(["__proto__", "constructor", "toString"])("a shopper's parameter may be called %s", (name) => {
  const now = Math.floor(Date.now() / 1000);
  const signed = signedProxyQuery("s", new URLSearchParams([[name, "1"]]), {
    shop: "fern.myshopify.com",
    logged_in_customer_id: "7",
    path_prefix: "/apps/throughline",
    timestamp: String(now),
  });
  expect(verifyAppProxy(signed, ["s"], new Date(now * 1000))).toMatchObject({ customerId: 7n });
});
