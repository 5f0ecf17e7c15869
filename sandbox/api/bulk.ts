import type { ExecutionResult } from "graphql";
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
      bulkOperationRunQuery: async ({ query }: { query: string }) => {
        const { data, errors } = await run(query);
        const refused = errors?.[0];
        if (refused || !data)
          return {
            bulkOperation: null,
            userErrors: [{ field: ["query"], message: refused?.message ?? "Invalid bulk query", code: "INVALID" }],
          };
        const [connection] = Object.values(data) as { edges: { node: object }[] }[];
        const lines = connection?.edges.map(({ node }) => JSON.stringify(node)) ?? [];
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
