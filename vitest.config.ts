import { defineConfig } from "vitest/config";
import { SummaryReporter } from "./tests/support/summary-reporter.ts";
const APP_ENV = {
  SHOPIFY_API_KEY: "k",
  SHOPIFY_API_SECRET: "s",
  SHOPIFY_APP_URL: "http://localhost",
  PGLITE_DIR: "",
  LOG_LEVEL: "silent",
  DATABASE_POOL: "20",
  METRICS_TOKEN: "a-token-for-the-tests",
};

export default defineConfig({
  test: {
    restoreMocks: true,
    // A database takes seconds to make on a busy machine; no test measures time.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Browser tests mostly wait: two at a time take two thirds of the time even on two cores.
    maxWorkers: 2,
    reporters: ["default", new SummaryReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          environment: "node",
          include: ["app/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          // A machine that is busy elsewhere may starve a browser. What needed a second try is reported as such.
          retry: 1,
          env: APP_ENV,
          environment: "node",
          globalSetup: ["tests/support/template.ts"],
          setupFiles: ["tests/support/embedded.ts"],
          include: ["tests/{integration,fault}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          retry: 1,
          env: APP_ENV,
          environment: "node",
          globalSetup: ["tests/support/template.ts"],
          // One browser and one demo shop a worker (tests/support/shop-for-all.ts): modules are kept from file to file.
          isolate: false,
          include: ["tests/e2e/**/*.test.ts"],
        },
      },
      // The data tests once more, on a real server: npm run test:postgres.
      ...(process.env["TEST_POSTGRES"] === undefined
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: "postgres",
                env: APP_ENV,
                environment: "node" as const,
                setupFiles: ["tests/support/postgres.ts"],
                include: [
                  "tests/{fault,postgres}/**/*.test.ts",
                  "tests/integration/{answers,ingest,orders,campaigns,heart,operate,claims,writers,tenancy,segment-rules,rule-segments,list-segments,insight,segment-list,home,million,suggest,one-person,merged-customers,order-payloads,addresses,screens-agree,shops-apart}.test.ts",
                ],
              },
            },
          ]),
    ],
    coverage: {
      provider: "v8",
      include: ["app/{core,contract}/**/*.ts"],
      // Types and two constants.
      exclude: ["app/core/campaigns/settings.ts", "**/*.test.ts"],
      reporter: ["text-summary"],
      // Below 100: the fallbacks that noUncheckedIndexedAccess asks for and that never run.
      thresholds: { lines: 100, branches: 92 },
    },
  },
});
