import { data } from "@remix-run/node";
import { NOT_WHOLE } from "#app/contract/form-fields.ts";
import type { EditorAnswer } from "./screens.ts";
import { saveCampaign } from "./save-campaign.server.ts";
import { setCampaignStatus } from "./set-status.server.ts";

/** A campaign's texts are at most some kilobytes; what is larger is no form of ours. */
const MAX_FORM_BYTES = 64 * 1024;

const answer = (body: EditorAnswer, status = 200) => data(body, { status });
const refuse = (status: number, form: string) => answer({ ok: false, errors: { form } }, status);

/** Carries out what the campaign screen posts: save, activate or pause. */
export async function editCampaign(shopId: number, id: number | null, request: Request) {
  const text = await request.text();
  if (text.length > MAX_FORM_BYTES) return refuse(413, "This is more than a campaign can hold. Shorten its texts.");
  const body = parse(text);
  if (body?.["intent"] === "save") {
    const result = await saveCampaign(shopId, id, body["form"]);
    return result.ok
      ? answer({ ok: true, did: "saved", id: result.id, published: result.published })
      : answer({ ok: false, errors: result.errors }, result.status);
  }
  if (id !== null && (body?.["intent"] === "activate" || body?.["intent"] === "pause")) {
    const status = body["intent"] === "activate" ? "active" : "paused";
    const found = await setCampaignStatus(shopId, id, status);
    return found ? answer({ ok: true, did: status }) : refuse(404, "This campaign does not exist any more.");
  }
  return refuse(400, NOT_WHOLE);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
