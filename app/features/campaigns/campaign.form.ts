import { z } from "zod";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { BLOCKS } from "#app/core/campaigns/blocks.ts";
import { DEVICES, PAGE_TYPES } from "#app/core/targeting/rule.ts";
import { text, whole } from "#app/contract/form-fields.ts";
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

/** The form as the browser holds and posts it: flat, every field present. */
export interface CampaignForm {
  name: string;
  priority: string;
  heading: string;
  text: string;
  buttonLabel: string;
  buttonUrl: string;
  /** A discount code to copy; empty = none. */
  code: string;
  /** Whether it asks for an e-mail address. */
  email: boolean;
  trigger: "load" | "delay";
  delaySeconds: string;
  include: number[];
  exclude: number[];
  pageTypes: string[];
  visitor: "any" | "new" | "returning";
  devices: string[];
  frequency: "page" | "visit" | "days" | "once";
  frequencyDays: string;
  stopAfterClick: boolean;
  /** The attribution settings: what an interaction does. */
  rules: RuleForm[];
  clickWindowDays: string;
}

/** Messages by field; a rule's field is "rules.0.path". "form" is the whole form. */
export type FormErrors = Readonly<Record<string, string | undefined>>;

export const EMPTY_FORM: CampaignForm = {
  name: "",
  priority: "50",
  heading: "",
  text: "",
  buttonLabel: "",
  buttonUrl: "",
  code: "",
  email: false,
  trigger: "delay",
  delaySeconds: "5",
  include: [],
  exclude: [],
  pageTypes: [],
  visitor: "any",
  devices: [],
  frequency: "visit",
  frequencyDays: "7",
  stopAfterClick: true,
  rules: [EMPTY_RULE],
  clickWindowDays: "5",
};

const segments = z.array(z.number().int().min(1).max(2_147_483_647)).max(20, "Choose at most 20 segments.");

/** A path of the shop or an https address. Never a script: it becomes a link in shoppers' pages. */
const isLink = (value: string) => /^\/(?![/\\])/.test(value) || (value.startsWith("https://") && URL.canParse(value));

const schema = z
  .object({
    name: text("The name", 120).refine((value) => value !== "", "Give the campaign a name."),
    priority: whole("Priority", 1, 100),
    heading: text("The heading", 120).refine(
      (value) => value !== "",
      "Write a heading: it is what shoppers see first.",
    ),
    text: text("The text", 1000),
    buttonLabel: text("The button's label", 60),
    buttonUrl: text("The link", 500).refine(
      (value) => value === "" || isLink(value),
      "Use a path of your shop, such as /collections/all, or an address that begins with https://.",
    ),
    code: text("The code", 60),
    email: z.boolean(),
    trigger: z.enum(["load", "delay"]),
    delaySeconds: z.string(),
    include: segments,
    exclude: segments,
    pageTypes: z.array(z.enum(PAGE_TYPES)).max(PAGE_TYPES.length),
    visitor: z.enum(["any", "new", "returning"]),
    devices: z.array(z.enum(DEVICES)).max(DEVICES.length),
    frequency: z.enum(["page", "visit", "days", "once"]),
    frequencyDays: z.string(),
    stopAfterClick: z.boolean(),
    rules: z.array(ruleSchema).max(MOST_RULES, `A campaign may have at most ${MOST_RULES} rules.`),
    clickWindowDays: whole("The attribution window", 1, 60),
  })
  .superRefine((form, context) => {
    const demand = (field: keyof CampaignForm, valid: boolean, message: string) => {
      if (!valid) context.addIssue({ code: "custom", path: [field], message });
    };
    demand(
      "delaySeconds",
      form.trigger !== "delay" || inRange(form.delaySeconds, 1, 600),
      "Wait between 1 and 600 seconds.",
    );
    demand(
      "frequencyDays",
      form.frequency !== "days" || inRange(form.frequencyDays, 1, 365),
      "Choose between 1 and 365 days.",
    );
    demand(
      "buttonLabel",
      form.buttonLabel !== "" || form.buttonUrl === "",
      "Without a button there is nothing to click: give it a label.",
    );
    const has = { button: form.buttonLabel !== "", code: form.code !== "", email: form.email };
    const blocks = BLOCKS.filter((block) => has[block]);
    form.rules.forEach((rule, index) => {
      if (!hasBlock(rule.when)) return;
      const possible = blocksFor(rule.when, blocks);
      const blockless = rule.when === "view" && rule.block === "";
      if (blockless || (rule.block === "" ? possible.length > 0 : possible.includes(rule.block))) return;
      context.addIssue({ code: "custom", path: ["rules", index, "block"], message: MISSING[rule.when] ?? NO_BLOCK });
    });
    demand(
      "exclude",
      !form.include.some((id) => form.exclude.includes(id)),
      "A segment can't be both included and excluded: nobody would see it.",
    );
  }) satisfies z.ZodType<unknown, CampaignForm>;

const NO_BLOCK = "The popup has no such part. Add it to the content, or choose another.";
const MISSING: Partial<Record<RuleForm["when"], string>> = {
  click: "There is nothing to click: give the popup a button or a code.",
  submit: "There is nothing to submit: ask for an e-mail address in the content.",
  engagement: "The popup has no such part: add a code, or ask for an e-mail address.",
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

/** Parses what the browser posted. Each error names its field and says what to do. */
export function parseCampaignForm(body: unknown): ParsedForm {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { ok: false, errors: errorsOf(parsed.error) };
  const { name, priority, rules, heading, text, buttonLabel, buttonUrl, code, email, ...form } = parsed.data;
  return {
    ok: true,
    campaign: {
      name,
      priority,
      rules,
      settings: {
        surface: "popup",
        content: { heading, text, buttonLabel, buttonUrl, code, email },
        trigger: form.trigger === "load" ? ["load"] : ["delay", Number(form.delaySeconds)],
        include: form.include,
        exclude: form.exclude,
        pageTypes: form.pageTypes,
        visitor: form.visitor,
        devices: form.devices,
        frequency: form.frequency === "days" ? ["days", Number(form.frequencyDays)] : [form.frequency],
        stopAfterClick: form.stopAfterClick,
        clickWindowDays: form.clickWindowDays,
      },
    },
  };
}

/** One message a field; what names no field of the form is the form's. */
function errorsOf(error: z.ZodError): FormErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const known = typeof path[0] === "string" && path[0] in EMPTY_FORM ? path[0] : "form";
    const field = known === "rules" ? path.join(".") : known;
    const own = message.startsWith("Invalid") ? "This field is missing or has a value that can't be used." : message;
    errors[field] ??= field === "form" ? "The form did not arrive whole. Reload the page and try again." : own;
  }
  return errors;
}

/** The form that shows a saved campaign. `names` gives the names of the audiences that its rules feed. */
export function formOf(
  campaign: { name: string; priority: number; settings: CampaignSettings },
  names: ReadonlyMap<number, string>,
): CampaignForm {
  const { settings } = campaign;
  return {
    ...EMPTY_FORM,
    ...settings.content,
    name: campaign.name,
    priority: String(campaign.priority),
    trigger: settings.trigger[0],
    delaySeconds: settings.trigger[0] === "delay" ? String(settings.trigger[1]) : EMPTY_FORM.delaySeconds,
    include: [...settings.include],
    exclude: [...settings.exclude],
    pageTypes: [...settings.pageTypes],
    visitor: settings.visitor,
    devices: [...settings.devices],
    frequency: settings.frequency[0],
    frequencyDays: settings.frequency[0] === "days" ? String(settings.frequency[1]) : EMPTY_FORM.frequencyDays,
    stopAfterClick: settings.stopAfterClick,
    rules: settings.rules.map((rule) => ruleFormOf(rule, names)),
    clickWindowDays: String(settings.clickWindowDays),
  };
}
