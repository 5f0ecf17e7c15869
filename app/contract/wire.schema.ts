import { z } from "zod";
import { isUuidv7 } from "../core/identity/uuid.ts";
import { DEVICES } from "../core/targeting/rule.ts";
import { CAMPAIGN_KINDS, DISMISS_MEANS, MAX_EVENTS, type EventPost, type WireEvent } from "./wire.ts";

/** PostgreSQL's text takes no NUL, its JSON no lone surrogate. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "has characters that can't be stored");
const uuid = z.string().refine(isUuidv7, "is not a UUIDv7");
const milliseconds = z.number().int().min(0).max(8.64e15);
const serial = z.number().int().min(1).max(2_147_483_647);

const base = {
  id: uuid,
  visit: uuid,
  at: milliseconds,
  consent: z.enum(["analytics", "marketing"]),
  path: text(1024),
};

export const wireEvent = z.discriminatedUnion("kind", [
  z.object({ ...base, kind: z.literal("page"), pageType: text(64) }),
  z.object({
    ...base,
    kind: z.enum(CAMPAIGN_KINDS),
    campaign: serial,
    version: serial,
    variant: text(16),
    block: text(32).optional(),
    means: z.enum(DISMISS_MEANS).optional(),
  }),
]) satisfies z.ZodType<WireEvent>;

/** The post around the events; each event is judged by itself, so that a bad one does not lose the others. */
export const eventPost = z.object({
  sent: milliseconds,
  visitor: uuid,
  ref: z.string().regex(/^[0-9a-z]{16,32}$/),
  device: z.enum(DEVICES),
  events: z.array(z.unknown()).max(MAX_EVENTS),
}) satisfies z.ZodType<Omit<EventPost, "events"> & { events: unknown[] }>;
