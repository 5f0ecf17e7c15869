import { z } from "zod";
import { ANIMATIONS, POSITIONS, SURFACES, type Content } from "#app/core/campaigns/content.ts";
import { GROUP_KINDS, type CampaignSettings } from "#app/core/campaigns/settings.ts";
import { isTriggerPart, type TriggerPart } from "#app/core/triggers/trigger.ts";
import { COMPARISONS, DEEDS, DEVICES, NUMBER_FACTS, PAGE_TYPES, TEXT_FACTS } from "#app/core/targeting/rule.ts";

/**
 * A campaign's settings as the database keeps them, of whatever age: what a later release added has a default, so that
 * nothing stored is ever rewritten. What a merchant may write is decided where it is posted (campaign.form.ts).
 */
const text = z.string();
const number = z.number();

const buttonAct = z.union([
  z.tuple([z.literal("link"), text]),
  z.tuple([z.literal("close")]),
  z.tuple([z.literal("next")]),
  z.tuple([z.literal("discount"), text]),
]);
const block = <T extends string, F extends z.ZodRawShape>(type: T, fields: F) =>
  z.object({ type: z.literal(type), name: text, half: z.literal(true).exactOptional(), ...fields });
const blocks = z.discriminatedUnion("type", [
  block("heading", { text }),
  block("text", { text }),
  block("image", { url: text, alt: text }),
  block("button", { label: text, act: buttonAct }),
  block("code", { code: text }),
  block("email", { label: text, consent: text, withName: z.boolean() }),
  block("choice", { question: text, answers: z.array(text) }),
  block("countdown", {
    ends: z.union([z.tuple([z.literal("at"), number]), z.tuple([z.literal("minutes"), number])]),
  }),
  block("products", {
    from: z.union([
      z.tuple([z.literal("chosen"), z.array(text)]),
      z.tuple([z.literal("recent")]),
      z.tuple([z.literal("recommended")]),
    ]),
  }),
  block("spacer", {}),
]);

const content = z.object({
  surface: z.enum(SURFACES),
  steps: z.array(z.array(blocks)),
  look: z.object({
    position: z.enum(POSITIONS),
    background: text,
    ink: text,
    accent: text,
    accentInk: text,
    radius: number,
    shadow: z.boolean(),
    animation: z.enum(ANIMATIONS),
    pushes: z.boolean(),
  }),
  teaser: text.default(""),
}) satisfies z.ZodType<Content>;

const triggerPart = z.custom<TriggerPart>(isTriggerPart);
const trigger = z.union([triggerPart, z.tuple([z.enum(["any", "all"]), z.array(triggerPart)])]);

const atLeast = z.enum(["least", "less"]);
const condition = z.union([
  z.tuple([z.literal("text"), z.tuple([z.enum(TEXT_FACTS), z.enum(COMPARISONS), z.array(text)])]),
  z.tuple([z.literal("number"), z.tuple([z.enum(NUMBER_FACTS), atLeast, number])]),
  z.tuple([z.literal("past"), z.tuple([number, z.enum(DEEDS), atLeast, number, number])]),
]);
const groupOf = <C extends z.ZodType>(one: C) => z.tuple([z.enum(GROUP_KINDS), z.array(one)]);

const when = z.discriminatedUnion("on", [
  z.object({ on: z.enum(["click", "submit", "cart", "checkout"]) }),
  z.object({ on: z.literal("view"), seconds: number }),
  z.object({ on: z.literal("engagement"), element: text, times: number }),
  z.object({ on: z.literal("order"), products: z.array(number) }),
  z.object({ on: z.literal("page"), path: text }),
  z.object({ on: z.literal("goal"), name: text }),
]);
const rule = z.object({
  when,
  variant: text.nullable(),
  block: text.nullable(),
  then: z.discriminatedUnion("do", [
    z.object({ do: z.enum(["add", "remove"]), segment: number }),
    z.object({ do: z.literal("set"), name: text, value: text }),
  ]),
});

const frequency = z.union([z.tuple([z.enum(["page", "visit", "once"])]), z.tuple([z.enum(["day", "days"]), number])]);

const settingsSchema = z.object({
  variants: z.array(z.object({ id: text, weight: number, content })).min(1),
  placement: text.default(""),
  holdout: number.default(0),
  trigger,
  include: z.array(number).default([]),
  exclude: z.array(number).default([]),
  pageTypes: z.array(z.enum(PAGE_TYPES)).default([]),
  visitor: z.enum(["any", "new", "returning"]).default("any"),
  devices: z.array(z.enum(DEVICES)).default([]),
  conditions: groupOf(groupOf(condition)).default(["all", []]),
  schedule: z.object({ from: number.nullable(), until: number.nullable() }).default({ from: null, until: null }),
  frequency,
  stopAfterClick: z.boolean().default(false),
  stopAfterOrder: z.boolean().default(false),
  mostDismissals: number.default(0),
  rules: z.array(rule).default([]),
  clickWindowDays: number,
});

/** Reads settings as they were stored. Throws where they can't be read, with the place. */
export function storedSettings(json: unknown): CampaignSettings {
  const parsed = settingsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`stored settings can't be read: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** Reads a content as it was stored. */
export const storedContent = (json: unknown): Content => content.parse(json);
