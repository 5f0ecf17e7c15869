import { z } from "zod";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { MOST_TIMES } from "#app/core/eligibility/history.ts";
import { DEVICES, PAGE_TYPES } from "#app/core/targeting/rule.ts";
import { isOverlay, type Surface } from "#app/core/campaigns/content.ts";
import { partsOfTrigger } from "#app/core/triggers/trigger.ts";
import { NOT_WHOLE, text, whole } from "#app/contract/form-fields.ts";
import { momentOf, wallTimeOf } from "#app/infra/wall-time.ts";
import { groupFormOf, groupOf, groupSchema, MOST_GROUPS, type ConditionGroupForm } from "./condition.form.ts";
import {
  blocksFor,
  EMPTY_RULE,
  hasBlock,
  MOST_RULES,
  ruleFormOf,
  ruleSchema,
  type ParsedRule,
  type RuleForm,
} from "./rule.form.ts";
import {
  EMPTY_TRIGGER,
  MOST_TRIGGERS,
  triggerFormOf,
  triggerOf,
  triggerSchema,
  type TriggerForm,
} from "./trigger.form.ts";
import {
  EMPTY_LOOK,
  EMPTY_VARIANT,
  interactiveBlocks,
  lookFormOf,
  lookSchema,
  surfaceSchema,
  teaserSchema,
  VARIANT_IDS,
  variantFormOf,
  variantOf,
  variantSchema,
  type LookForm,
  type VariantForm,
} from "./variant.form.ts";

/** The form as the browser holds and posts it: flat, every field present. */
export interface CampaignForm {
  name: string;
  priority: string;
  surface: Surface;
  /** Of inline content: the name of its placement. */
  placement: string;
  look: LookForm;
  /** Label of the small tab that opens it again; empty = none. */
  teaser: string;
  variants: VariantForm[];
  /** Percent of visitors who are not shown it. */
  holdout: string;
  triggers: TriggerForm[];
  /** Whether any or all of the triggers must have happened. */
  triggerMode: "any" | "all";
  include: number[];
  exclude: number[];
  pageTypes: string[];
  visitor: "any" | "new" | "returning";
  devices: string[];
  conditions: ConditionGroupForm[];
  /** Whether all or any of the groups of conditions must hold. */
  conditionMode: "all" | "any";
  /** From when until when it may show, on the shop's clocks ("2026-12-24T18:30"); empty = at once, for ever. */
  from: string;
  until: string;
  frequency: CampaignSettings["frequency"][0];
  frequencyDays: string;
  /** Of "so often a day". */
  frequencyTimes: string;
  stopAfterClick: boolean;
  stopAfterOrder: boolean;
  /** 0 = never. */
  mostDismissals: string;
  /** The attribution settings: what an interaction does. */
  rules: RuleForm[];
  clickWindowDays: string;
}

/** Messages by field; a rule's field is "rules.0.path". "form" is the whole form. */
export type FormErrors = Readonly<Record<string, string | undefined>>;

export const EMPTY_FORM: CampaignForm = {
  name: "",
  priority: "50",
  surface: "popup",
  placement: "",
  look: EMPTY_LOOK,
  teaser: "",
  variants: [EMPTY_VARIANT],
  holdout: "0",
  triggers: [EMPTY_TRIGGER],
  triggerMode: "any",
  include: [],
  exclude: [],
  pageTypes: [],
  visitor: "any",
  devices: [],
  conditions: [],
  conditionMode: "all",
  from: "",
  until: "",
  frequency: "visit",
  frequencyDays: "7",
  frequencyTimes: "2",
  stopAfterClick: true,
  stopAfterOrder: false,
  mostDismissals: "0",
  rules: [EMPTY_RULE],
  clickWindowDays: "5",
};

const moment = z
  .string()
  .refine((value) => value === "" || !Number.isNaN(momentOf(value, "UTC")), "Choose a day and a time.");
const segments = z.array(z.number().int().min(1).max(2_147_483_647)).max(20, "Choose at most 20 segments.");

const schema = z
  .object({
    name: text("The name", 120).refine((value) => value !== "", "Give the campaign a name."),
    priority: whole("Priority", 1, 100),
    surface: surfaceSchema,
    placement: text("The placement", 40),
    look: lookSchema,
    teaser: teaserSchema,
    variants: z.array(variantSchema).min(1).max(VARIANT_IDS.length),
    holdout: whole("The share that is not shown it", 0, 50),
    triggers: z.array(triggerSchema).max(MOST_TRIGGERS, `Combine at most ${MOST_TRIGGERS} triggers.`),
    triggerMode: z.enum(["any", "all"]),
    include: segments,
    exclude: segments,
    pageTypes: z.array(z.enum(PAGE_TYPES)).max(PAGE_TYPES.length),
    visitor: z.enum(["any", "new", "returning"]),
    devices: z.array(z.enum(DEVICES)).max(DEVICES.length),
    conditions: z.array(groupSchema).max(MOST_GROUPS, `Use at most ${MOST_GROUPS} groups of conditions.`),
    conditionMode: z.enum(["all", "any"]),
    from: moment,
    until: moment,
    frequency: z.enum(["page", "visit", "day", "days", "once"]),
    frequencyDays: z.string(),
    frequencyTimes: z.string(),
    stopAfterClick: z.boolean(),
    stopAfterOrder: z.boolean(),
    mostDismissals: whole("The number of times", 0, MOST_TIMES),
    rules: z.array(ruleSchema).max(MOST_RULES, `A campaign may have at most ${MOST_RULES} rules.`),
    clickWindowDays: whole("The attribution window", 1, 60),
  })
  .superRefine((form, context) => {
    const demand = (field: keyof CampaignForm, valid: boolean, message: string) => {
      if (!valid) context.addIssue({ code: "custom", path: [field], message });
    };
    const inline = form.surface === "inline";
    demand("triggers", inline || form.triggers.length > 0, "Choose at least one trigger.");
    demand(
      "placement",
      !inline || /^[a-z0-9][a-z0-9-]*$/.test(form.placement),
      "Name the placement as the app block in your theme does: small letters, digits and hyphens.",
    );
    demand(
      "variants",
      new Set(form.variants.map((variant) => variant.id)).size === form.variants.length,
      "Two variants are the same.",
    );
    demand(
      "frequencyDays",
      form.frequency !== "days" || inRange(form.frequencyDays, 1, 365),
      "Choose between 1 and 365 days.",
    );
    demand(
      "frequencyTimes",
      form.frequency !== "day" || inRange(form.frequencyTimes, 1, MOST_TIMES),
      `Choose between 1 and ${MOST_TIMES} times.`,
    );
    demand(
      "until",
      form.from === "" || form.until === "" || form.from < form.until,
      "It ends before it begins: nobody would see it.",
    );
    const blocks = interactiveBlocks(form.variants);
    form.rules.forEach((rule, index) => {
      if (!hasBlock(rule.when)) return;
      const possible = blocksFor(rule.when, blocks).map((block) => block.name);
      const needed = possible.length === 0 ? rule.when !== "view" : rule.when === "engagement";
      if (rule.block === "" ? !needed : possible.includes(rule.block)) return;
      context.addIssue({ code: "custom", path: ["rules", index, "block"], message: MISSING[rule.when] ?? NO_BLOCK });
    });
    demand(
      "exclude",
      !form.include.some((id) => form.exclude.includes(id)),
      "A segment can't be both included and excluded: nobody would see it.",
    );
  }) satisfies z.ZodType<unknown, CampaignForm>;

const NO_BLOCK = "The content has no such block. Add it, or choose another.";
const MISSING: Partial<Record<RuleForm["when"], string>> = {
  click: "There is nothing to click: give the content a button, a code or products.",
  submit: "There is nothing to submit: ask for an e-mail address, or a question, in the content.",
  engagement: "Choose a code, an e-mail form or a question of the content: nothing else can be engaged with.",
};

const inRange = (value: string, min: number, max: number) =>
  /^\d{1,4}$/.test(value.trim()) && Number(value) >= min && Number(value) <= max;

export interface ParsedCampaign {
  name: string;
  priority: number;
  /** Still with names: their audiences' ids are the server's business. */
  rules: ParsedRule[];
  settings: Omit<CampaignSettings, "rules">;
}

export type ParsedForm = { ok: true; campaign: ParsedCampaign } | { ok: false; errors: FormErrors };

/**
 * Parses what the browser posted; its times are those of the shop's clocks. Each error names its field and says what to
 * do.
 */
export function parseCampaignForm(body: unknown, timeZone: string): ParsedForm {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { ok: false, errors: errorsOf(parsed.error) };
  const { name, priority, rules, variants, surface, look, teaser, ...form } = parsed.data;
  return {
    ok: true,
    campaign: {
      name,
      priority,
      rules,
      settings: {
        variants: variants.map((variant) =>
          variantOf(variant, { surface, look, teaser: isOverlay(surface) ? teaser : "" }, timeZone),
        ),
        placement: surface === "inline" ? form.placement : "",
        holdout: form.holdout,
        trigger: surface === "inline" ? ["load"] : triggerOf(form.triggers, form.triggerMode),
        include: form.include,
        exclude: form.exclude,
        pageTypes: form.pageTypes,
        visitor: form.visitor,
        devices: form.devices,
        conditions: [form.conditionMode, form.conditions.map(groupOf)],
        schedule: { from: secondsOf(form.from, timeZone), until: secondsOf(form.until, timeZone) },
        frequency: frequencyOf(form),
        stopAfterClick: form.stopAfterClick,
        stopAfterOrder: form.stopAfterOrder,
        mostDismissals: form.mostDismissals,
        clickWindowDays: form.clickWindowDays,
      },
    },
  };
}

const secondsOf = (wallTime: string, timeZone: string): number | null =>
  wallTime === "" ? null : momentOf(wallTime, timeZone) / 1_000;

type FrequencyFields = Pick<CampaignForm, "frequency" | "frequencyDays" | "frequencyTimes">;

function frequencyOf({ frequency, frequencyDays, frequencyTimes }: FrequencyFields): CampaignSettings["frequency"] {
  if (frequency === "days") return [frequency, Number(frequencyDays)];
  if (frequency === "day") return [frequency, Number(frequencyTimes)];
  return [frequency];
}

/** Fields whose messages name a place within them. */
const NESTED: ReadonlySet<string> = new Set(["rules", "variants", "triggers", "look", "conditions"]);

/** One message a field; what names no field of the form is the form's. */
function errorsOf(error: z.ZodError): FormErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const known = typeof path[0] === "string" && path[0] in EMPTY_FORM ? path[0] : "form";
    const field = NESTED.has(known) ? path.join(".") : known;
    const own = message.startsWith("Invalid") ? "This field is missing or has a value that can't be used." : message;
    errors[field] ??= field === "form" ? NOT_WHOLE : own;
  }
  return errors;
}

/**
 * The form that shows a saved campaign, in times of the shop's clocks. `names` gives the names of the audiences that
 * its rules feed.
 */
export function formOf(
  campaign: { name: string; priority: number; settings: CampaignSettings },
  names: ReadonlyMap<number, string>,
  timeZone: string,
): CampaignForm {
  const { settings } = campaign;
  const { frequency, schedule } = settings;
  const shown = (seconds: number | null) => (seconds === null ? "" : wallTimeOf(seconds * 1_000, timeZone));
  const first = settings.variants[0]?.content;
  return {
    ...EMPTY_FORM,
    ...(first ? { surface: first.surface, look: lookFormOf(first), teaser: first.teaser } : {}),
    placement: settings.placement,
    variants: settings.variants.map((variant) => variantFormOf(variant, timeZone)),
    holdout: String(settings.holdout),
    triggers: partsOfTrigger(settings.trigger).parts.map(triggerFormOf),
    triggerMode: settings.trigger[0] === "all" ? "all" : "any",
    name: campaign.name,
    priority: String(campaign.priority),
    include: [...settings.include],
    exclude: [...settings.exclude],
    pageTypes: [...settings.pageTypes],
    visitor: settings.visitor,
    devices: [...settings.devices],
    conditions: settings.conditions[1].map(groupFormOf),
    conditionMode: settings.conditions[0] === "any" ? "any" : "all",
    from: shown(schedule.from),
    until: shown(schedule.until),
    frequency: frequency[0],
    frequencyDays: frequency[0] === "days" ? String(frequency[1]) : EMPTY_FORM.frequencyDays,
    frequencyTimes: frequency[0] === "day" ? String(frequency[1]) : EMPTY_FORM.frequencyTimes,
    mostDismissals: String(settings.mostDismissals),
    stopAfterClick: settings.stopAfterClick,
    stopAfterOrder: settings.stopAfterOrder,
    rules: settings.rules.map((rule) => ruleFormOf(rule, names)),
    clickWindowDays: String(settings.clickWindowDays),
  };
}
