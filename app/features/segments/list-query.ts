import { z } from "zod";

/** Which segments the list shows, by name of the choice. */
export const VIEWS = {
  current: "All",
  audience: "Automatic",
  rule: "By rule",
  static: "By hand",
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

/** A place between two segments in an order: the rank of the one before, and its id. */
const place = z
  .string()
  .regex(/^\d{1,10}\.[^\0]{1,200}$/)
  .transform((text) => ({ id: Number(text.slice(0, text.indexOf("."))), rank: text.slice(text.indexOf(".") + 1) }));
export type Place = z.output<typeof place>;
export const placeText = ({ id, rank }: Place): string => `${id}.${rank}`;

const listQuery = z.object({
  search: z.string().trim().max(120).catch(""),
  view: names(VIEWS).catch("current"),
  order: names(ORDERS).catch("newest"),
  /** Empty = whatever its tags. */
  tag: z.string().max(40).catch(""),
  after: place.optional().catch(undefined),
  before: place.optional().catch(undefined),
});
/** What the list is asked for. It stands in the address: going back comes back to it. */
export type ListQuery = z.output<typeof listQuery>;

/** Reads the address; what makes no sense there is as if it were not there. */
export const readListQuery = (parameters: URLSearchParams): ListQuery =>
  listQuery.parse({ search: "", view: "current", order: "newest", tag: "", ...Object.fromEntries(parameters) });
