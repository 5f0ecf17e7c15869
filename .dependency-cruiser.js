/** Who may import whom. docs/architecture.md draws it; this file is the law. */
const zone = {
  core: "^app/core/",
  contract: "^app/contract/",
  features: "^app/features/",
  infra: "^app/infra/",
  shopify: "^app/shopify/",
  ui: "^app/ui/",
  routes: "^app/(routes/|root[.]|entry[.]|hot-routes[.]|observe-requests[.])",
  storefront: "^extensions/[^/]+/src/",
  sandbox: "^sandbox/",
  tests: "^tests/",
};
const testFile = "[.](test|fake)[.]tsx?$";
const pkg = (...names) => `(^|/)node_modules/(${names.join("|")})/`;

const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { pathNot: testFile, ...from },
  to,
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      "core-is-pure",
      "Core imports core: no package, no Node, no other zone.",
      { path: zone.core },
      { pathNot: zone.core },
    ),
    forbid(
      "contract-is-thin",
      "The contract knows core's types and zod.",
      { path: zone.contract },
      { pathNot: [zone.contract, zone.core, pkg("zod")] },
    ),
    forbid(
      "storefront-imports",
      "The storefront script imports itself, core and the contract.",
      { path: zone.storefront },
      { pathNot: [zone.storefront, zone.core, zone.contract] },
    ),
    forbid(
      "storefront-is-small",
      "Nothing heavy is reachable from the storefront script, however indirectly.",
      { path: zone.storefront },
      { reachable: true, path: ["node_modules", "[.](schema|server)[.]tsx?$"] },
    ),
    forbid(
      "slices-meet-at-the-front-door",
      "A feature sees another only through its index.server.ts.",
      { path: "^app/features/([^/]+)/" },
      {
        path: zone.features,
        pathNot: ["^app/features/$1/", "^app/features/[^/]+/index[.]server[.]ts$"],
      },
    ),
    forbid(
      "nothing-looks-up",
      "infra, shopify and ui do not know the features or the routes above them.",
      { path: [zone.infra, zone.shopify, zone.ui] },
      { path: [zone.features, zone.routes] },
    ),
    forbid("features-below-routes", "Features do not know routes.", { path: zone.features }, { path: zone.routes }),
    forbid(
      "routes-are-thin",
      "Routes call features; they hold no query.",
      { path: zone.routes },
      { path: [pkg("@prisma", "[.]prisma"), "^app/infra/db"] },
    ),
    forbid(
      "prisma-in-stores",
      "Only stores, views and infra touch Prisma.",
      {
        path: "^app/",
        pathNot: [testFile, "[.](store|view)[.]server[.]ts$", zone.infra, zone.shopify],
      },
      { path: [pkg("@prisma", "[.]prisma"), "^app/infra/db"] },
    ),
    forbid(
      "sandbox-stays-out",
      "Production code never imports the sandbox, tests or fakes.",
      { path: "^(app|extensions)/" },
      { path: [zone.sandbox, zone.tests, testFile] },
    ),
    forbid(
      "sandbox-speaks-http",
      "The sandbox plays Shopify: it meets the app over HTTP only.",
      { path: zone.sandbox },
      { path: "^app/", pathNot: [zone.contract, zone.core] },
    ),
    forbid("no-cycles", "No import cycles.", {}, { circular: true }),
    forbid("resolvable", "Every import resolves.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: ["^build/", "^app/infra/prisma/", "^extensions/[^/]+/assets/"],
    },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    moduleSystems: ["es6"],
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
      mainFields: ["module", "main", "types"],
    },
  },
};
