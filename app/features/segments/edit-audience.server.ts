import { data } from "@remix-run/node";
import { z } from "zod";
import { audienceSchema } from "#app/contract/audience.schema.ts";
import { text } from "#app/contract/form-fields.ts";
import { nameKey } from "#app/core/shared/name.ts";
import { clock } from "#app/infra/clock.server.ts";
import { parsedJson } from "#app/infra/json.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { audienceStore } from "./audience.store.server.ts";
import type { AudienceAnswer } from "./screens.ts";

const command = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    form: audienceSchema.extend({
      name: text("The name", 120).refine((name) => name !== "", "Give the audience a name."),
    }),
  }),
  z.object({ intent: z.enum(["archive", "restore"]) }),
]);
type Command = z.output<typeof command>;

const MAX_FORM_BYTES = 16 * 1024;
const answer = (body: AudienceAnswer, status = 200) => data(body, { status });
const refuse = (status: number, errors: Record<string, string>) => answer({ ok: false, errors }, status);

/** Carries out what the audience's screen posts: rename, describe, set the ending, archive, restore. */
export async function editAudience(shopId: number, id: number, request: Request) {
  const body = await request.text();
  if (body.length > MAX_FORM_BYTES) return refuse(413, { form: "This is more than an audience can hold." });
  const parsed = command.safeParse(parsedJson(body));
  if (!parsed.success) return refuse(422, errorsOf(parsed.error));
  return transaction(async (tx) => {
    const store = audienceStore(tx, shopId);
    if (!(await store.hold(id))) return refuse(404, { form: "This audience does not exist any more." });
    return carryOut(parsed.data);

    async function carryOut(wanted: Command) {
      if (wanted.intent === "save") {
        const { name, ...settings } = wanted.form;
        const taken = await store.nameTaken(id, nameKey(name));
        if (taken) return refuse(422, { name: "Another segment has this name. Names are unique." });
        const { endsOnJoining } = settings;
        if (endsOnJoining === id)
          return refuse(422, { endsOnJoining: "An audience can't end itself. Choose another." });
        if (endsOnJoining !== null && !(await store.isAudience(endsOnJoining)))
          return refuse(422, { endsOnJoining: "This audience does not exist any more. Choose again." });
        await store.save(id, { ...settings, name });
        return answer({ ok: true, did: "saved" });
      }
      if (wanted.intent === "archive") {
        const active = await store.activeUsers(id);
        if (active.length > 0)
          return refuse(409, {
            form: `It is in use: ${active.map((one) => one.name).join(", ")}. Pause or change these campaigns first.`,
          });
        await store.archive(id, clock.now());
        return answer({ ok: true, did: "archived" });
      }
      await store.archive(id, null);
      return answer({ ok: true, did: "restored" });
    }
  });
}

/** One message a field of the form. */
function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const field = path[0] === "form" && typeof path[1] === "string" ? path[1] : "form";
    const unusable = field === "form" || message.startsWith("Invalid");
    errors[field] ??= unusable ? "The form did not arrive whole. Reload the page and try again." : message;
  }
  return errors;
}
