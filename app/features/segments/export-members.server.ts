import { profileHandles } from "#app/features/people/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { csvRows } from "#app/infra/csv.server.ts";
import { provenMemberships } from "./evidence.store.server.ts";
import { hasSegment, membersBehind, type NoticedMember } from "./member.store.server.ts";

const TOGETHER = 500;
const HEADINGS = ["customer", "visitor", "member_since", "joined_at", "campaign", "event", "block", "path"];

/**
 * A segment's members as a CSV file (times ISO 8601, in universal time), with why they are members where that is known, the newest first; written as it is
 * read, so that a million need no memory. Null = this shop has no such segment.
 */
export async function exportMembers(shopId: number, id: number): Promise<Response | null> {
  if (!(await hasSegment(shopId, id))) return null;
  const encoder = new TextEncoder();
  let after: NoticedMember | null = null;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvRows([HEADINGS]))),
    pull: async (controller) => {
      const members = await membersBehind(shopId, id, after, TOGETHER);
      after = members.at(-1) ?? null;
      if (members.length > 0) controller.enqueue(encoder.encode(csvRows(await rowsOf(shopId, id, members))));
      if (members.length < TOGETHER) controller.close();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="members-${id}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}

async function rowsOf(shopId: number, id: number, members: readonly NoticedMember[]): Promise<string[][]> {
  const profiles = members.map(({ profile }) => profile);
  const [handles, proven] = await Promise.all([
    profileHandles(shopId, profiles),
    provenMemberships(shopId, profiles, clock.now(), id),
  ]);
  const why = new Map(proven.map((one) => [one.profile, one]));
  return members.map(({ profile, at }) => {
    const handle = handles.get(profile) ?? "";
    const { joinedAt, evidence } = why.get(profile) ?? {};
    return [
      handle.startsWith("c") ? handle.slice(1) : "",
      handle.startsWith("v") ? handle.slice(1) : "",
      at.toISOString(),
      joinedAt?.toISOString() ?? "",
      evidence?.campaign ?? "",
      evidence?.kind ?? "",
      evidence?.block ?? "",
      evidence?.path ?? "",
    ];
  });
}
