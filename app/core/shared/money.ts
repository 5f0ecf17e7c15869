/** Money is an integer of minor units with its currency; decimals are read as text, never as floating point. */
export type MinorUnits = bigint;

/** Currencies whose exponent is not 2 (ISO 4217, list one). */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
};

/** Digits after the decimal point of a currency: JPY 0, EUR 2, KWD 3. */
export const exponentOf = (currency: string): number => EXPONENTS[currency] ?? 2;

/** Decimals are held as integers of this many digits after the point until they are rounded, once. */
export const SCALE_DIGITS = 10;

/** "12.345" as an integer of 10⁻¹⁰. Null = not a decimal. */
export function parseDecimal(decimal: string): bigint | null {
  const parts = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(decimal);
  if (!parts) return null;
  const [, sign, whole = "", fraction = ""] = parts;
  const scaled = BigInt(whole + fraction.padEnd(SCALE_DIGITS, "0"));
  return sign === "-" ? -scaled : scaled;
}

/**
 * `scaled` (of parseDecimal) × numerator ÷ denominator in minor units, rounded once, half up. Denominators are
 * positive.
 */
export const toMinorUnits = (scaled: bigint, currency: string, numerator = 1n, denominator = 1n): MinorUnits =>
  divideHalfUp(scaled * numerator, denominator * 10n ** BigInt(SCALE_DIGITS - exponentOf(currency)));

/** a ÷ b rounded to the nearest integer, halves away from zero. `b` is positive. */
function divideHalfUp(a: bigint, b: bigint): bigint {
  const magnitude = a < 0n ? -a : a;
  const quotient = (magnitude * 2n + b) / (b * 2n);
  return a < 0n ? -quotient : quotient;
}

/**
 * Divides `total` in proportion to `weights` so that the shares sum to it exactly: each gets its floor, the units that
 * remain go to the largest remainders, ties to the earlier. Weights are not negative; if all are zero, so are the shares.
 */
export function allocate(total: MinorUnits, weights: readonly bigint[]): MinorUnits[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight, index) => ({
    index,
    share: (total * weight) / sum,
    remainder: (total * weight) % sum,
  }));
  let left = total - shares.reduce((a, b) => a + b.share, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const one of byRemainder) {
    if (left === 0n) break;
    one.share += 1n;
    left -= 1n;
  }
  return shares.map((one) => one.share);
}
