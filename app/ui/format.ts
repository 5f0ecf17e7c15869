import { exponentOf } from "#app/core/shared/money.ts";
import { knownZone } from "#app/core/shared/zone.ts";

/** Minor units (as text: they may exceed a number's safe range) in the reader's notation. */
export function formatMoney(minor: string, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = minor.replace("-", "").padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  const format = new Intl.NumberFormat("en", { style: "currency", currency, minimumFractionDigits: exponent });
  // A decimal string keeps every digit (ECMA-402, Intl.NumberFormat v3).
  return format.format(`${minor.startsWith("-") ? "-" : ""}${decimal}` as Intl.StringNumericLiteral);
}

/** Day and time in the shop's time zone. */
export const formatTime = (at: Date | string, timeZone: string): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: knownZone(timeZone) }).format(
    new Date(at),
  );

/** The day, for what needs no hour: of a date, or of a moment in the shop's time zone. */
export const formatDay = (at: Date | string, timeZone = "UTC"): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: knownZone(timeZone) }).format(new Date(at));

export const formatCount = (count: number): string => new Intl.NumberFormat("en").format(count);

/** How many there are of what: "1 member", "1,204 members". */
export const formatNumberOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A share in percent, to a tenth where it is small; a dash of nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return "—";
  const share = part / whole;
  const digits = share > 0 && share < 0.1 ? 1 : 0;
  return new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** How a figure changed from the one before, in whole percent. */
export function formatChange(now: number, before: number): string {
  if (now === before) return "unchanged";
  if (before === 0) return "none before";
  const change = (now - before) / before;
  return new Intl.NumberFormat("en", { style: "percent", signDisplay: "always", maximumFractionDigits: 0 }).format(
    change,
  );
}
