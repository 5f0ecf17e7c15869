import { clock } from "#app/infra/clock.server.ts";
import { segmentSchema } from "./definition.form.ts";
import { definitionOf } from "./definition-of-form.ts";
import { countByRule } from "./rule.store.server.ts";

/** How many people a rule describes that is not saved yet; null = it is not whole yet. */
export async function countSegment(shop: { id: number; currency: string }, body: unknown): Promise<number | null> {
  const parsed = segmentSchema.pick({ mode: true, groups: true }).safeParse(body);
  return parsed.success ? countByRule(shop.id, definitionOf(parsed.data, shop.currency), clock.now()) : null;
}
