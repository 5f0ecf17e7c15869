import { data } from "@remix-run/node";
import { z } from "zod";
import { audienceSchema } from "#app/contract/audience.schema.ts";
import { NOT_WHOLE, tags, text } from "#app/contract/form-fields.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { audienceStore } from "./audience.store.server.ts";
import { usersOf } from "./usage.store.server.ts";
import type { AudienceAnswer } from "./screens.ts";
import { holdNames, isNameTaken } from "./segment.store.server.ts";

const command = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    form: audienceSchema.extend({
      name: text("The name", 120).refine((name) => name !== "", "Give the audience a name."),
      tags,
    }),
  }),
  z.object({ intent: z.enum(["archive", "restore"]) }),
]);
type Command = z.output<typeof command>;

const answer = (body: AudienceAnswer, status = 200) => data(body, { status });
const refuse = (status: number, errors: Record<string, string>) => answer({ ok: false, errors }, status);

/** Carries out what a segment's screen posts: archive and restore; of an audience also rename, describe, set the ending. */
export async function editAudience(shopId: number, id: number, posted: unknown) {
  const parsed = command.safeParse(posted);
  if (!parsed.success) return refuse(422, errorsOf(parsed.error));
  return transaction(async (tx) => {
    await holdNames(tx, shopId);
    const store = audienceStore(tx, shopId);
    const kind = await store.hold(id);
    if (kind === null || (parsed.data.intent === "save" && kind !== "audience"))
      return refuse(404, { form: "This segment does not exist any more." });
    return carryOut(parsed.data);

    async function carryOut(wanted: Command) {
      if (wanted.intent === "save") {
        const { name, ...settings } = wanted.form;
        const taken = await isNameTaken(tx, shopId, id, name);
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
        const asking = (await usersOf(shopId, id, tx)).segments;
        const users = [...(await store.activeUsers(id)), ...asking].map((one) => one.name);
        if (users.length > 0)
          return refuse(409, { form: `It is in use: ${users.join(", ")}. Pause or change these first.` });
        await store.archive(id, clock.now(), clock.now());
        return answer({ ok: true, did: "archived" });
      }
      await store.archive(id, null, clock.now());
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
    errors[field] ??= unusable ? NOT_WHOLE : message;
  }
  return errors;
}
