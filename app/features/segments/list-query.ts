import { z } from "zod";
import { GREATEST_ID } from "#app/contract/form-fields.ts";
import { isStorable } from "#app/core/shared/text.ts";

/** Which segments the list shows, by name of the choice. */
export const VIEWS = {
  current: "All",
  audience: "From campaigns",
  rule: "Smart",
  static: "Manual",
  used: "Used by a campaign",
  unused: "Used by none",
  empty: "Without members",
  archived: "Archived",
} as const;
export const ORDERS = {
  newest: "Newest",
  name: "Name",
  members: "Most members",
  growth: "Most growth in 30 days",
} as const;
export type View = keyof typeof VIEWS;
export type Order = keyof typeof ORDERS;

const names = <K extends string>(choices: Readonly<Record<K, string>>) => z.enum(Object.keys(choices) as [K, ...K[]]);

/** What can be looked for: other texts are in no name and in no tag. */
const looked = (max: number) => z.string().trim().max(max).refine(isStorable).catch("");

/** A place between two segments in an order: the rank of the one before, and its id. */
const place = z
  .string()
  .regex(/^\d{1,10}\..{1,200}$/su)
  .refine(isStorable)
  .transform((text) => ({ id: Number(text.slice(0, text.indexOf("."))), rank: text.slice(text.indexOf(".") + 1) }))
  .refine(({ id }) => id <= GREATEST_ID);
export type Place = z.output<typeof place>;
export const placeText = ({ id, rank }: Place): string => `${id}.${rank}`;

const listQuery = z.object({
  search: looked(120),
  view: names(VIEWS).catch("current"),
  order: names(ORDERS).catch("newest"),
  /** Empty = whatever its tags. */
  tag: looked(40),
  after: place.optional().catch(undefined),
  before: place.optional().catch(undefined),
});
/** What the list is asked for. It stands in the address: going back comes back to it. */
export type ListQuery = z.output<typeof listQuery>;

/** Reads the address; what makes no sense there is as if it were not there. */
export const readListQuery = (parameters: URLSearchParams): ListQuery =>
  listQuery.parse({ search: "", view: "current", order: "newest", tag: "", ...Object.fromEntries(parameters) });
