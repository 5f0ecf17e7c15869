import { data } from "@remix-run/node";
import { z } from "zod";
import { partVisitor } from "#app/features/people/index.server.ts";
import type { ProfileAnswer } from "./screens.ts";

const command = z.object({
  intent: z.enum(["part", "join"]),
  ref: z.string().regex(/^[0-9a-z]{16,32}$/),
  customer: z.string().regex(/^c\d{1,18}$/),
});

const answer = (body: ProfileAnswer, status = 200) => data(body, { status });

/** Carries out what the profile's screen posts: part a visitor from a customer, or take that back. */
export async function editProfile(shopId: number, request: Request) {
  const body = (await request.json().catch(() => null)) as unknown;
  const parsed = command.safeParse(body);
  if (!parsed.success)
    return answer({ ok: false, error: "The request did not arrive whole. Reload the page and try again." }, 400);
  const { intent, ref, customer } = parsed.data;
  const found = await partVisitor(shopId, { ref, customerId: BigInt(customer.slice(1)), together: intent === "join" });
  return found
    ? answer({ ok: true, did: intent === "join" ? "joined" : "parted" })
    : answer({ ok: false, error: "This visitor does not exist any more." }, 404);
}
