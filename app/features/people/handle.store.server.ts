import { prisma } from "#app/infra/db.server.ts";

/**
 * What names profiles outside the server: "c" and the customer, or "v" and the visitor's reference. A visitor's id is a
 * credential and never leaves it. `profiles` are keys ("c" and a customer, "v" and a visitor's id); unknown ones are
 * left out.
 */
export async function profileHandles(shopId: number, profiles: readonly string[]): Promise<Map<string, string>> {
  const ids = profiles.filter((one) => one.startsWith("v")).map((one) => one.slice(1));
  const visitors = await prisma.visitor.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, ref: true },
  });
  return new Map([
    ...profiles.filter((one) => one.startsWith("c")).map((one) => [one, one] as const),
    ...visitors.map(({ id, ref }) => [`v${id}`, `v${ref}`] as const),
  ]);
}
