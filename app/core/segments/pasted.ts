/** What a merchant pasted: whom it names, each once, in the order of first mention. */
export interface Pasted {
  /** In small letters. */
  readonly emails: readonly string[];
  /** Customers' numbers in Shopify. */
  readonly customers: readonly bigint[];
  /** Neither an address nor a customer. */
  readonly unreadable: readonly string[];
}

/** A number, Shopify's name of a customer, or the address of its page in the admin. */
const CUSTOMER = /^(?:gid:\/\/shopify\/Customer\/|https?:\/\/\S*\/customers\/)?(\d{1,18})$/;

/**
 * Reads addresses and customers out of pasted text: a column of a spreadsheet, a list with commas, `Ada <ada@example.com>`.
 * Entries stand apart by line breaks, commas or semicolons; by white space only where each part can be read. A word beside
 * an address in angle brackets is a name, no entry.
 */
export function parsePasted(text: string): Pasted {
  const emails = new Set<string>();
  const customers = new Set<bigint>();
  const unreadable = new Set<string>();
  for (const part of text.split(/[\n\r,;]+/)) {
    const entry = trimmed(/<([^<>]*)>/.exec(part)?.[1] ?? part);
    if (entry === "") continue;
    const named = entry.split(/\s+/).map((one) => readOne(trimmed(one)));
    if (named.includes(null)) unreadable.add(entry);
    for (const one of named.includes(null) ? [] : named)
      if (typeof one === "string") emails.add(one);
      else if (one !== null) customers.add(one);
  }
  return { emails: [...emails], customers: [...customers], unreadable: [...unreadable] };
}

/** An address in small letters, a customer's number, or null for what is neither. */
function readOne(entry: string): string | bigint | null {
  if (isAddress(entry)) return entry.toLowerCase();
  const number = BigInt(CUSTOMER.exec(entry)?.[1] ?? 0);
  return number > 0n ? number : null;
}

/** Spreadsheets and scripts put quotes around, and Excel an apostrophe before, what is to stay text. */
const trimmed = (entry: string) => unquoted(entry.trim());

/** Something, one @, and something with a dot in it. By hand: what is pasted is long, and patterns go back and forth on it. */
function isAddress(entry: string): boolean {
  const [name, domain, ...more] = entry.split("@");
  return (
    name !== "" &&
    domain !== undefined &&
    more.length === 0 &&
    /[^\s<>",;]\.[^\s<>",;]/.test(domain) &&
    !/[\s<>",;]/.test(entry)
  );
}

const isQuote = (character: string | undefined) => character !== undefined && `"'\``.includes(character);

/** Without the quotes at both ends. */
function unquoted(text: string): string {
  let from = 0;
  let to = text.length;
  while (isQuote(text[from])) from++;
  while (to > from && isQuote(text[to - 1])) to--;
  return text.slice(from, to);
}
