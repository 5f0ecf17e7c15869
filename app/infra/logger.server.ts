import { pino } from "pino";
import { env } from "./env.server.ts";
import { requestContext } from "./request-context.server.ts";

/** One line of JSON an entry. Never log bodies, customers' data or tokens: log ids. */
export const logger = pino({
  level: env.LOG_LEVEL,
  base: null,
  mixin: requestContext,
  redact: ["*.accessToken", "*.email", "*.authorization"],
});
