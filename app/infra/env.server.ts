import { z } from "zod";

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  SHOPIFY_API_KEY: z.string().min(1, "is required: the client id of the app"),
  SHOPIFY_API_SECRET: z.string().min(1, "is required: the client secret of the app"),
  SHOPIFY_APP_URL: z.url("must be the address of this server"),
  /** Accepted beside the secret while it is being rotated. */
  SHOPIFY_API_SECRET_OLD: z.string().min(1).optional(),
  /** PostgreSQL; absent = the embedded database. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
  /** Connections that this process takes of PostgreSQL, besides four for its jobs and its partitions. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** Folder of the embedded database; empty = in memory. */
  PGLITE_DIR: z.string().default(".throughline/pglite"),
  /** Whoever reads /metrics must send it as a bearer token; absent = there are no metrics. */
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

/** Reads the environment once; a process with a bad one must not start. Throws an Error that names each bad variable. */
function readEnv(source: NodeJS.ProcessEnv) {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join("\n")}\nSee README.md, "Settings".`);
}

export const env = readEnv(process.env);
