import { USUAL_MODEL } from "#app/core/attribution/models.ts";
import { Prisma } from "#app/infra/db.server.ts";

/** SQL: whether a row `k` of credit is of the model by which the shop counts. Every sum of credits asks for it. */
export const COUNTED = Prisma.sql`k.model = ${USUAL_MODEL}`;
