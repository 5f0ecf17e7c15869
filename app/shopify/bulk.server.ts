import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { ask, ShopifyError } from "./graphql.server.ts";

const RUN = `#graphql
  mutation BulkRun($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation { id } userErrors { field message code }
    }
  }`;
const STATUS = `#graphql
  query BulkStatus($id: ID!) {
    node(id: $id) { ... on BulkOperation { id status errorCode url } }
  }`;

/** Has Shopify gather everything that a query names; gives the operation's name. Throws a ShopifyError. */
export async function startBulk(domain: string, query: string): Promise<string> {
  const { bulkOperationRunQuery: answer } = await ask<{
    bulkOperationRunQuery: { bulkOperation: { id: string } | null; userErrors: { message: string }[] };
  }>(domain, RUN, { query });
  if (answer.bulkOperation) return answer.bulkOperation.id;
  throw new ShopifyError(`Shopify refused it: ${answer.userErrors[0]?.message ?? "no operation"}.`);
}

/** How it stands: still running, or through, with the address of the result (null = it is empty). Throws a ShopifyError. */
export async function bulkStatus(domain: string, id: string): Promise<{ done: boolean; url: string | null }> {
  const { node } = await ask<{ node: { status: string; errorCode: string | null; url: string | null } | null }>(
    domain,
    STATUS,
    { id },
  );
  if (node?.status === "COMPLETED") return { done: true, url: node.url };
  if (node && ["CREATED", "RUNNING"].includes(node.status)) return { done: false, url: null };
  throw new ShopifyError(`Shopify did not finish it: ${node?.errorCode ?? node?.status ?? "it is gone"}.`);
}

/** A row of a result with the rows of the lists within it. */
export interface BulkRow {
  readonly row: unknown;
  readonly children: readonly unknown[];
  /** How many lines of the result end with it. */
  readonly read: number;
}

/** How long the next line of a result may be in coming. */
const PATIENCE_MS = 60_000;

/** The rows of a result, one by one: it may be larger than memory. The address is Shopify's, signed, without our access. */
export async function* bulkRows(url: string): AsyncGenerator<BulkRow> {
  if (!url.startsWith("https://")) throw new ShopifyError("Shopify gave an address that is not secure.");
  const over = new AbortController();
  let row: object | null = null;
  let children: object[] = [];
  let read = 0;
  try {
    for await (const line of linesAt(url, over)) {
      if (line === "") continue;
      const next = JSON.parse(line) as object;
      // Grouped: what is within a row follows it.
      if ("__parentId" in next) children.push(next);
      else {
        if (row) yield { row, children, read };
        row = next;
        children = [];
      }
      read += 1;
    }
    if (row) yield { row, children, read };
  } finally {
    // Whoever stops reading leaves no download behind.
    over.abort();
  }
}

async function* linesAt(url: string, over: AbortController): AsyncGenerator<string> {
  const waiting = () => setTimeout(() => over.abort(), PATIENCE_MS);
  let patience = waiting();
  try {
    const response = await fetch(url, { redirect: "error", signal: over.signal });
    if (!response.ok || !response.body) throw new ShopifyError(`What Shopify gathered answers ${response.status}.`);
    const body = Readable.fromWeb(response.body as ReadableStream);
    for await (const line of createInterface({ input: body, crlfDelay: Infinity })) {
      // While a row is being kept nobody waits for Shopify.
      clearTimeout(patience);
      yield line;
      patience = waiting();
    }
  } catch (cause) {
    if (cause instanceof ShopifyError) throw cause;
    throw new ShopifyError("What Shopify gathered can't be fetched.", { cause });
  } finally {
    clearTimeout(patience);
  }
}
