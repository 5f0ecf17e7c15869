/** What a merchant pasted: whom it names, each once, in the order of first mention. */
export interface Pasted {
  /** In small letters. */
  readonly emails: readonly string[];
  /** Customers' numbers in Shopify. */
  readonly customers: readonly bigint[];
  /** Neither an address nor a customer. */
  readonly unreadable: readonly string[];
}

const EMAIL = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/;
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
      const entry = raw.trim().replace(/^["'`]+|["'`]+$/g, "");
      if (entry === "") continue;
      const number = CUSTOMER.exec(entry)?.[1];
      if (EMAIL.test(entry)) emails.add(entry.toLowerCase());
      else if (number !== undefined && BigInt(number) > 0n) customers.add(BigInt(number));
      else unreadable.add(entry);
    }
  }
  return { emails: [...emails], customers: [...customers], unreadable: [...unreadable] };
}
