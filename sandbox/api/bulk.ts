import { GraphQLError, type ExecutionResult } from "graphql";
import type { World } from "../world.ts";

interface Operation {
  readonly __typename: "BulkOperation";
  readonly id: string;
  readonly status: string;
  readonly errorCode: string | null;
  readonly url: string | null;
}

/** Bulk operations: a query over everything, whose result is a file of lines. `run` executes the inner query. */
export function bulkOperations(world: World, run: (query: string) => Promise<ExecutionResult>) {
  const operations = new Map<string, Operation>();
  const files = new Map<string, string>();
  return {
    bulkNode: (gid: string) => operations.get(gid) ?? null,
    file: (name: string) => files.get(name),
    resolvers: {
      bulkOperationRunQuery: async ({ query, groupObjects }: { query: string; groupObjects: boolean }) => {
        if (!groupObjects) throw new GraphQLError("The sandbox groups what is within a row with it.");
        const { data, errors } = await run(query);
        const refused = errors?.[0];
        if (refused || !data)
          return {
            bulkOperation: null,
            userErrors: [{ field: ["query"], message: refused?.message ?? "Invalid bulk query", code: "INVALID" }],
          };
        const [connection] = Object.values(data) as Connection[];
        const lines = connection?.edges.flatMap(({ node }) => linesOf(node)) ?? [];
        const number = operations.size + 1;
        const id = `gid://shopify/BulkOperation/${number}`;
        const file = `${number}.jsonl`;
        files.set(file, lines.map((line) => `${line}\n`).join(""));
        const url = lines.length === 0 ? null : `https://${world.state.shop.domain}/bulk/${file}`;
        operations.set(id, { __typename: "BulkOperation", id, status: "COMPLETED", errorCode: null, url });
        return { bulkOperation: { id, status: "CREATED" }, userErrors: [] };
      },
    },
  };
}

interface Connection {
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
}

const isConnection = (value: unknown): value is Connection =>
  typeof value === "object" && value !== null && "edges" in value;

/** A row, then those of the lists within it, which name it. */
function linesOf(node: Connection["edges"][number]["node"], parent?: unknown): string[] {
  const own = Object.entries(node).filter(([, value]) => !isConnection(value));
  const row = { ...Object.fromEntries(own), ...(parent === undefined ? {} : { __parentId: parent }) };
  const within = Object.values(node).filter(isConnection);
  return [
    JSON.stringify(row),
    ...within.flatMap(({ edges }) => edges.flatMap((edge) => linesOf(edge.node, node["id"]))),
  ];
}
