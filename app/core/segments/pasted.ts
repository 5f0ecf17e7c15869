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
 * Entries stand apart by white space, commas or semicolons. A word beside an address in angle brackets is a name, no entry.
 */
export function parsePasted(text: string): Pasted {
  const emails = new Set<string>();
  const customers = new Set<bigint>();
  const unreadable = new Set<string>();
  for (const line of text.split(/[\n\r,;]+/)) {
    const bracketed = /<([^<>]*)>/.exec(line)?.[1];
    for (const raw of bracketed === undefined ? line.split(/\s+/) : [bracketed]) {
      // Spreadsheets and scripts put quotes around, and Excel an apostrophe before, what is to stay text.
      const entry = unquoted(raw.trim());
      if (entry === "") continue;
      const number = CUSTOMER.exec(entry)?.[1];
      if (isAddress(entry)) emails.add(entry.toLowerCase());
      else if (number !== undefined && BigInt(number) > 0n) customers.add(BigInt(number));
      else unreadable.add(entry);
    }
  }
  return { emails: [...emails], customers: [...customers], unreadable: [...unreadable] };
}

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
