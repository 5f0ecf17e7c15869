import { data } from "@remix-run/node";
import { z } from "zod";
import { postedJson } from "#app/infra/json.ts";
import { editAudience } from "./edit-audience.server.ts";
import { saveRuleSegment } from "./save-segment.server.ts";

const command = z.object({ intent: z.string() });

/** What a segment's screen posts: a command (archive, restore, an audience's settings), else a rule to be saved. */
export async function editSegment(shop: { id: number; currency: string }, id: number, request: Request) {
  const posted = await postedJson(request);
  if (command.safeParse(posted).success) return editAudience(shop.id, id, posted);
  const saved = await saveRuleSegment(shop, id, posted);
  return data(saved, { status: saved.ok ? 200 : 422 });
}
