import { z } from "zod";
import { NOT_WHOLE, tags, text } from "#app/contract/form-fields.ts";
import { parsePasted } from "#app/core/segments/pasted.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { customersByEmail, knownCustomers, searchCustomers } from "#app/shopify/find-customers.server.ts";
import { ShopifyError } from "#app/shopify/graphql.server.ts";
import { manualStore } from "./manual.store.server.ts";
import { noticeShop } from "./notice-members.server.ts";
import { newKey } from "./save-segment.server.ts";
import type { FoundPerson, ListAnswer } from "./screens.ts";
import { staticStore } from "./static.store.server.ts";
import { holdNames, isNameTaken } from "./segment.store.server.ts";

/** Shopify is asked for each address: more would keep the merchant waiting. */
export const MOST_PASTED = 250;
const LONGEST_PASTE = 80_000;

const about = z.object({
  name: text("The name", 120).refine((name) => name !== "", "Give the segment a name."),
  description: text("The description", 500),
  tags,
});
const command = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("add"), pasted: z.string().max(LONGEST_PASTE, "That is too much at once.") }),
  z.object({ intent: z.literal("take-off"), customers: z.array(z.string().regex(/^\d{1,18}$/)).max(MOST_PASTED) }),
  z.object({ intent: z.literal("describe"), form: about }),
]);
type Command = z.output<typeof command>;

const refuse = (errors: Record<string, string>): ListAnswer => ({ ok: false, errors });
const GONE = refuse({ form: "This segment does not exist any more." });
const TAKEN = refuse({ name: "Another segment has this name. Names are unique." });

function read<T>(schema: z.ZodType<T>, posted: unknown): { ok: true; value: T } | { ok: false; answer: ListAnswer } {
  const parsed = schema.safeParse(posted);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues)
    errors[String(path.at(-1) ?? "form")] ??= message.startsWith("Invalid") ? NOT_WHOLE : message;
  return { ok: false, answer: refuse(errors) };
}

/** Makes a segment whose members are listed by hand. */
export async function createList(shopId: number, posted: unknown): Promise<ListAnswer> {
  const asked = read(about, posted);
  if (!asked.ok) return asked.answer;
  return transaction(async (tx) => {
    await holdNames(tx, shopId);
    const store = manualStore(tx, shopId);
    if (await isNameTaken(tx, shopId, 0, asked.value.name)) return TAKEN;
    const id = await store.create({ ...asked.value, key: newKey(), kind: "static" }, clock.now());
    return { ok: true, did: "saved", id };
  });
}

/**
 * Carries out what a list's screen posts: puts people on it, takes them off, names it. The screen is read again right
 * after: the members are noticed before, unless a pass over the shop runs just then.
 */
export async function editList(shop: { id: number; domain: string }, id: number, posted: unknown): Promise<ListAnswer> {
  const answer = await carryOut(shop, id, posted);
  if (answer.ok && answer.did !== "saved") await noticeShop(shop.id);
  return answer;
}

async function carryOut(shop: { id: number; domain: string }, id: number, posted: unknown): Promise<ListAnswer> {
  const asked = read<Command>(command, posted);
  if (!asked.ok) return asked.answer;
  const wanted = asked.value;
  try {
    if (wanted.intent === "add") return await addPasted(shop, id, wanted.pasted);
  } catch (error) {
    if (error instanceof ShopifyError)
      return refuse({ pasted: `${error.message} Try again: who is on the list stays on it.` });
    throw error;
  }
  return transaction(async (tx) => {
    if (wanted.intent === "describe") await holdNames(tx, shop.id);
    const store = manualStore(tx, shop.id);
    if (!(await store.hold(id, "static"))) return GONE;
    if (wanted.intent === "describe") {
      if (await isNameTaken(tx, shop.id, id, wanted.form.name)) return TAKEN;
      await store.update(id, wanted.form, clock.now());
      return { ok: true, did: "saved", id };
    }
    const removed = await staticStore(tx, shop.id, id).remove(wanted.customers.map(BigInt), clock.now());
    return { ok: true, did: "removed", removed };
  });
}

/**
 * Looks everybody up in Shopify: what is no customer of this shop, or can't be read, is reported, and the others are
 * added.
 */
async function addPasted(shop: { id: number; domain: string }, id: number, pasted: string): Promise<ListAnswer> {
  const { emails, customers, unreadable } = parsePasted(pasted);
  const count = emails.length + customers.length;
  if (count === 0) return refuse({ pasted: "Paste e-mail addresses or customers' numbers, one a line." });
  if (count > MOST_PASTED)
    return refuse({ pasted: `These are ${count}. Paste at most ${MOST_PASTED} at a time; nobody was added yet.` });
  const byEmail = emails.length > 0 ? await customersByEmail(shop.domain, emails) : new Map<string, bigint>();
  const known = customers.length > 0 ? await knownCustomers(shop.domain, customers) : new Set<bigint>();
  const found = [...new Set([...byEmail.values(), ...known])];
  return transaction(async (tx) => {
    if (!(await manualStore(tx, shop.id).hold(id, "static"))) return GONE;
    const added = await staticStore(tx, shop.id, id).add(found, clock.now());
    return {
      ok: true,
      did: "added",
      added,
      already: found.length - added,
      notFound: [
        ...emails.filter((email) => !byEmail.has(email)),
        ...customers.filter((one) => !known.has(one)).map(String),
      ],
      unreadable: [...unreadable],
    };
  });
}

/** Customers of the shop whose name or address has the text; a sentence instead where Shopify can't be asked. */
export async function findPeople(domain: string, asked: string): Promise<{ people: FoundPerson[]; error?: string }> {
  const search = asked.trim().slice(0, 100);
  if (search.length < 2) return { people: [] };
  try {
    const people = await searchCustomers(domain, search);
    return { people: people.map(({ id, ...one }) => ({ ...one, id: String(id) })) };
  } catch (error) {
    if (error instanceof ShopifyError) return { people: [], error: error.message };
    throw error;
  }
}
