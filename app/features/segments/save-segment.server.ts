import { randomBytes } from "node:crypto";
import { NOT_WHOLE } from "#app/contract/form-fields.ts";
import { conditionsOf, inOrder, segmentsIn, type Definition } from "#app/core/segments/condition.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction, type Tx } from "#app/infra/transaction.server.ts";
import { segmentSchema } from "./definition.form.ts";
import { definitionOf } from "./definition-of-form.ts";
import type { SegmentAnswer } from "./screens.ts";
import { manualStore } from "./manual.store.server.ts";
import { holdNames, isNameTaken } from "./segment.store.server.ts";

type Refusal = SegmentAnswer & { ok: false };
const refuse = (errors: Record<string, string>): Refusal => ({ ok: false, errors });

interface Shop {
  readonly id: number;
  readonly currency: string;
}

/** Saves a rule segment; `id` null makes one. Its members are worked out right after. */
export async function saveRuleSegment(shop: Shop, id: number | null, body: unknown): Promise<SegmentAnswer> {
  const parsed = segmentSchema.safeParse(body);
  if (!parsed.success) {
    const errors: Record<string, string> = {};
    for (const { path, message } of parsed.error.issues)
      errors[path.join(".") || "form"] ??= message.startsWith("Invalid") ? NOT_WHOLE : message;
    return refuse(errors);
  }
  const { name, description, tags, ...form } = parsed.data;
  const rule = definitionOf(form, shop.currency);
  return transaction(async (tx) => {
    await holdNames(tx, shop.id);
    const store = manualStore(tx, shop.id);
    if (id !== null && !(await store.hold(id, "rule")))
      return refuse({ form: "This segment does not exist any more." });
    if (await isNameTaken(tx, shop.id, id ?? 0, name))
      return refuse({ name: "Another segment has this name. Names are unique." });
    const foreign = (await foreignNames(tx, shop.id, rule)) ?? (await circle(tx, shop.id, id, rule));
    if (foreign !== null) return refuse({ form: foreign });
    const saved = { name, description, tags, rule };
    const now = clock.now();
    if (id === null)
      return { ok: true, did: "saved", id: await store.create({ ...saved, kind: "rule", key: newKey() }, now) };
    await store.update(id, saved, now);
    return { ok: true, did: "saved", id };
  });
}

/** Opaque name of a segment on the storefront. */
export const newKey = () => randomBytes(6).toString("base64url");

/** Every segment and campaign that the rule names is this shop's. */
async function foreignNames(tx: Tx, shopId: number, rule: Definition): Promise<string | null> {
  const segments = segmentsIn(rule);
  const known = await tx.segment.findMany({
    where: { shopId, id: { in: segments } },
    select: { id: true, name: true, archivedAt: true },
  });
  if (new Set(segments).size > known.length) return "A segment in it does not exist any more. Choose again.";
  const archived = known.find((one) => one.archivedAt !== null);
  if (archived) return `“${archived.name}” is archived. Choose another, or take it out of the archive first.`;
  const campaigns = conditionsOf(rule).flatMap(([kind, value]) =>
    kind === "did" ? [value[1]] : kind === "converted" ? [value[0]] : [],
  );
  const named = new Set(campaigns.filter((one) => one !== 0));
  const own = await tx.campaign.count({ where: { shopId, id: { in: [...named] } } });
  return own < named.size ? "A campaign in it does not exist any more. Choose again." : null;
}

async function circle(tx: Tx, shopId: number, id: number | null, rule: Definition): Promise<string | null> {
  if (id === null) return null;
  const others = await manualStore(tx, shopId).holdRules();
  return inOrder(new Map([...others, [id, rule]])) === null
    ? "It would ask for its own members: a segment in it depends on this one. Choose another."
    : null;
}
