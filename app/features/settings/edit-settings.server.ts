import { data } from "@remix-run/node";
import { z } from "zod";
import { whole } from "#app/contract/form-fields.ts";
import { wantPublication } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { parsedJson } from "#app/infra/json.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import type { SettingsAnswer, SettingsForm } from "./screens.ts";

const schema = z.object({
  overlaysAVisit: whole("The number of overlays", 1, 20),
  quietHours: whole("The hours", 0, 720),
  confirmOptIn: z.boolean(),
}) satisfies z.ZodType<unknown, SettingsForm>;

/** Beside the form: all links that were made so far stop working. */
const REVOKE = z.object({ intent: z.literal("revoke") });

const MAX_FORM_BYTES = 4 * 1024;
const answer = (body: SettingsAnswer, status = 200) => data(body, { status });

/** Saves the shop's settings and publishes them: the storefront keeps the limits itself. */
export async function editSettings(shopId: number, request: Request) {
  const body = await request.text();
  if (body.length > MAX_FORM_BYTES)
    return answer({ ok: false, errors: { form: "This is more than settings hold." } }, 413);
  const posted = parsedJson(body);
  if (REVOKE.safeParse(posted).success) {
    await transaction((tx) => tx.shop.update({ where: { id: shopId }, data: { linksSince: clock.now() } }));
    return answer({ ok: true, did: "revoked" });
  }
  const parsed = schema.safeParse(posted);
  if (!parsed.success) {
    const errors: Record<string, string> = {};
    for (const { path, message } of parsed.error.issues)
      errors[typeof path[0] === "string" ? path[0] : "form"] ??= message;
    return answer({ ok: false, errors }, 422);
  }
  await transaction(async (tx) => {
    await tx.shop.update({ where: { id: shopId }, data: parsed.data });
    await wantPublication(tx, shopId, clock.now());
  });
  return answer({ ok: true, did: "saved" });
}
