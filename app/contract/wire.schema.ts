import { z } from "zod";
import { isUuidv7 } from "../core/identity/uuid.ts";
import { hasControls, isStorable } from "../core/shared/text.ts";
import { plainPath } from "../core/targeting/address.ts";
import { rootOf } from "../core/targeting/written-path.ts";
import { DEVICES } from "../core/targeting/rule.ts";
import { GOAL_NAME, VIEW_SECONDS } from "../core/audiences/enrol.ts";
import { ARMS, CAMPAIGN_KINDS, DISMISS_MEANS, MAX_EVENTS, MAX_HELD, type EventPost, type WireEvent } from "./wire.ts";

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => isStorable(value) && !hasControls(value), "has characters that no address and no name has");
/** A path in its normal form, whatever version of the storefront's script sent it. */
const path = (max: number) => text(max).transform((written) => plainPath(written, rootOf(written)));
/** What a shopper typed: several lines, perhaps. */
const typed = (max: number) => z.string().max(max).refine(isStorable, "has characters that can't be stored");
const uuid = z.string().refine(isUuidv7, "is not a UUIDv7");
const milliseconds = z.number().int().min(0).max(8.64e15);
/** Shopify's ids fit into the whole numbers that JSON keeps exactly. */
const shopifyId = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const serial = z.number().int().min(1).max(2_147_483_647);

const base = {
  id: uuid,
  visit: uuid,
  at: milliseconds,
  consent: z.enum(["analytics", "marketing"]),
  path: path(1024),
};

export const wireEvent = z.discriminatedUnion("kind", [
  z.object({
    ...base,
    kind: z.literal("page"),
    pageType: text(64),
    product: shopifyId.optional(),
    collection: shopifyId.optional(),
    cart: z
      .object({
        value: z.number().int().min(0).max(1e12),
        count: z.number().int().min(0).max(1e6),
        products: z.array(shopifyId).max(100),
      })
      .optional(),
    source: z.object({ referrer: text(1024), landing: path(1024), query: text(1024) }).optional(),
    held: z
      .array(z.object({ campaign: serial, reason: text(32) }))
      .max(MAX_HELD)
      .optional(),
  }),
  z.object({
    ...base,
    kind: z.enum(CAMPAIGN_KINDS),
    campaign: serial,
    version: serial,
    variant: text(16),
    arm: z.enum(ARMS).optional(),
    block: text(32).optional(),
    seconds: z.number().int().min(VIEW_SECONDS.least).max(VIEW_SECONDS.most).optional(),
    element: text(32).optional(),
    fields: z
      .record(text(32), typed(1024))
      .refine((fields) => Object.keys(fields).length <= 10, "has more than 10 fields")
      .optional(),
    goal: z.string().regex(GOAL_NAME).optional(),
    means: z.enum(DISMISS_MEANS).optional(),
  }),
]) satisfies z.ZodType<WireEvent>;

/** The post around the events; each event is judged by itself, so that a bad one does not lose the others. */
export const eventPost = z.object({
  sent: milliseconds,
  visitor: uuid,
  ref: z.string().regex(/^[0-9a-z]{16,32}$/),
  device: z.enum(DEVICES),
  index: z.number().int().min(0).max(2_147_483_647).optional(),
  own: z.literal(true).optional(),
  events: z.array(z.unknown()).max(MAX_EVENTS),
}) satisfies z.ZodType<Omit<EventPost, "events"> & { events: unknown[] }>;

export type ParsedPost = z.infer<typeof eventPost>;
