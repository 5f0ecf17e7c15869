import { z } from "zod";
import { storable } from "../core/shared/text.ts";

/** What is read of a shop/update body; the same names stand in shopify.app.toml (`include_fields`). */
const shop = z.object({
  name: z.string().max(255).transform(storable),
  currency: z.string().regex(/^[A-Z]{3}$/),
  iana_timezone: z.string().max(64),
});

/** A shop/update body: what the shop is called, what it sells in and where its clocks hang. Throws a ZodError when it is none. */
export function parseShop(body: unknown): {
  readonly name: string;
  readonly currency: string;
  readonly timezone: string;
} {
  const { name, currency, iana_timezone: timezone } = shop.parse(body);
  return { name, currency, timezone };
}
