import { z } from "zod";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { DEVICES, PAGE_TYPES } from "#app/core/targeting/rule.ts";

/** The form as the browser holds and posts it: flat, every field present. */
export interface CampaignForm {
  name: string;
  priority: string;
  heading: string;
  text: string;
  buttonLabel: string;
  buttonUrl: string;
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
  /** Name of the audience that a click joins; empty = none. */
  audienceName: string;
  clickWindowDays: string;
}

export type FormErrors = Partial<Record<keyof CampaignForm | "form", string>>;

export const EMPTY_FORM: CampaignForm = {
  name: "",
  priority: "50",
  heading: "",
  text: "",
  buttonLabel: "",
  buttonUrl: "",
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
  audienceName: "",
  clickWindowDays: "5",
};

/** What PostgreSQL's JSON can't keep is refused here with a word, not there with an error. */
const text = (label: string, max: number) =>
  z
    .string()
    .transform((value) => value.trim())
    .refine((value) => value.length <= max, `${label} may have at most ${max} characters.`)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), `${label} has characters that can't be stored.`);
const whole = (label: string, min: number, max: number) =>
  z
    .string()
    .refine((value) => /^\d{1,6}$/.test(value.trim()), `${label} must be a whole number.`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `${label} must be between ${min} and ${max}.`);
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
    audienceName: text("The audience's name", 120),
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
      form.buttonLabel !== "" || (form.audienceName === "" && form.buttonUrl === ""),
      "Without a button there is nothing to click: give it a label.",
    );
    demand(
      "exclude",
      !form.include.some((id) => form.exclude.includes(id)),
      "A segment can't be both included and excluded: nobody would see it.",
    );
  }) satisfies z.ZodType<unknown, CampaignForm>;

const inRange = (value: string, min: number, max: number) =>
  /^\d{1,4}$/.test(value.trim()) && Number(value) >= min && Number(value) <= max;

export interface ParsedCampaign {
  name: string;
  priority: number;
  audienceName: string;
  /** All but the joins, which need the audience's id. */
  settings: Omit<CampaignSettings, "joins">;
}

export type ParsedForm = { ok: true; campaign: ParsedCampaign } | { ok: false; errors: FormErrors };

/** Parses what the browser posted. Each error names its field and says what to do. */
export function parseCampaignForm(body: unknown): ParsedForm {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { ok: false, errors: errorsOf(parsed.error) };
  const { name, priority, audienceName, heading, text, buttonLabel, buttonUrl, ...form } = parsed.data;
  return {
    ok: true,
    campaign: {
      name,
      priority,
      audienceName,
      settings: {
        surface: "popup",
        content: { heading, text, buttonLabel, buttonUrl },
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
  const errors: FormErrors = {};
  for (const { path, message } of error.issues) {
    const field = typeof path[0] === "string" && path[0] in EMPTY_FORM ? (path[0] as keyof CampaignForm) : "form";
    const own = message.startsWith("Invalid") ? "This field is missing or has a value that can't be used." : message;
    errors[field] ??= field === "form" ? "The form did not arrive whole. Reload the page and try again." : own;
  }
  return errors;
}

/** The form that shows a saved campaign. `audienceName` is the name of the audience that its join rule names. */
export function formOf(
  campaign: { name: string; priority: number; settings: CampaignSettings },
  audienceName: string,
): CampaignForm {
  const { settings } = campaign;
  return {
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
    audienceName,
    clickWindowDays: String(settings.clickWindowDays),
  };
}
