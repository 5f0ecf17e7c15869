import { clock } from "#app/infra/clock.server.ts";
import { segmentSchema } from "./definition.form.ts";
import { definitionOf } from "./definition-of-form.ts";
import { countByRule } from "./rule.store.server.ts";

interface Asked {
  readonly id: number;
  readonly currency: string;
}

/**
 * How many people a rule describes that is not saved yet; null = it is not whole yet, or nobody waits for the answer any
 * more: who goes on typing asks anew.
 */
export async function countSegment(shop: Asked, body: unknown, signal: AbortSignal): Promise<number | null> {
  const parsed = segmentSchema.pick({ mode: true, groups: true }).safeParse(body);
  if (!parsed.success) return null;
  try {
    return await countByRule(shop.id, definitionOf(parsed.data, shop.currency), clock.now(), signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
