import { data } from "@remix-run/node";
import { z } from "zod";
import { postedJson } from "#app/infra/json.ts";
import { editAudience } from "./edit-audience.server.ts";
import { editList } from "./edit-list.server.ts";
import { saveRuleSegment } from "./save-segment.server.ts";

const command = z.object({ intent: z.string() });
const listCommand = z.object({ intent: z.enum(["add", "take-off", "describe"]) });

/**
 * What a segment's screen posts: a command (archive, restore, an audience's settings, a list's members), else a rule to
 * be saved.
 */
export async function editSegment(
  shop: { id: number; domain: string; currency: string },
  id: number,
  request: Request,
) {
  const posted = await postedJson(request);
  if (listCommand.safeParse(posted).success) {
    const done = await editList(shop, id, posted);
    return data(done, { status: done.ok ? 200 : 422 });
  }
  if (command.safeParse(posted).success) return editAudience(shop.id, id, posted);
  const saved = await saveRuleSegment(shop, id, posted);
  return data(saved, { status: saved.ok ? 200 : 422 });
}
