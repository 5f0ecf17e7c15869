/** Where most people have their mail; and what lies one letter from such a name and exists all the same. */
const DOMAINS = [
  "gmail.com",
  "yahoo.com",
  "hotmail.com",
  "outlook.com",
  "icloud.com",
  "live.com",
  "aol.com",
  "msn.com",
  "proton.me",
  "protonmail.com",
  "googlemail.com",
  "mail.com",
  "ymail.com",
  "email.com",
  "gmx.de",
  "gmx.at",
  "gmx.net",
  "gmx.ch",
  "web.de",
  "orange.fr",
  "free.fr",
  "laposte.net",
  "libero.it",
  "docomo.ne.jp",
  "naver.com",
  "qq.com",
];

/** Whether mail can go there: Shopify too refuses a domain without a dot. */
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*\.[^\s@.\d]{2,}$/.test(text);

/** What was probably meant by an address whose domain is no usual one, but nearly; undefined = what was written. */
export function meantEmail(text: string): string | undefined {
  const [, name, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(text.trim().toLowerCase()) ?? [];
  if (name === undefined || domain === undefined || DOMAINS.includes(domain)) return undefined;
  const meant =
    DOMAINS.find((known) => !domain.includes(".") && known.startsWith(`${domain}.`)) ??
    DOMAINS.find((known) => isOneSlip(domain, known));
  return meant && `${text.trim().slice(0, name.length)}@${meant}`;
}

/** Whether one letter more, less or different, or two that changed places, make one text of the other. */
function isOneSlip(a: string, b: string): boolean {
  const [left, right] = [Array.from(a), Array.from(b)];
  const differs = left.findIndex((letter, at) => letter !== right[at]);
  const start = differs < 0 ? left.length : differs;
  const tails = (skipLeft: number, skipRight: number) =>
    left.slice(start + skipLeft).join("") === right.slice(start + skipRight).join("");
  return (
    tails(1, 0) ||
    tails(0, 1) ||
    tails(1, 1) ||
    (tails(2, 2) && left[start] === right[start + 1] && left[start + 1] === right[start])
  );
}
