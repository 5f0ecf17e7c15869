import { TZDate } from "@date-fns/tz";
import { knownZone } from "#app/core/shared/zone.ts";

const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/**
 * The moment (milliseconds since 1970) at which a clock in the time zone (IANA) shows "2026-12-24T18:30"; NaN = it is no
 * such text. Where clocks go back the earlier of two moments; where they go forward, as much after the gap.
 * A zone that nobody here knows is UTC.
 */
export function momentOf(wallTime: string, timeZone: string): number {
  const [year, month, day, hour, minute] = (WALL_TIME.exec(wallTime) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || !day || hour === undefined || minute === undefined) return NaN;
  return new TZDate(year, month - 1, day, hour, minute, knownZone(timeZone)).getTime();
}

/** What a clock in the time zone shows at that moment, to the minute. */
export const wallTimeOf = (moment: number, timeZone: string): string =>
  new TZDate(moment, knownZone(timeZone)).toISOString().slice(0, 16);

/** The date there at that moment, as "2026-12-24". */
export const dateOf = (moment: Date, timeZone: string): string => wallTimeOf(moment.getTime(), timeZone).slice(0, 10);

/** The date so many days before another. */
export const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
