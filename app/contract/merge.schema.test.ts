import { expect, test } from "vitest";
import { parseMerge } from "./merge.schema.ts";

const merge = (change: object = {}) => ({
  admin_graphql_api_customer_kept_id: "gid://shopify/Customer/222",
  admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/111",
  admin_graphql_api_job_id: null,
  status: "completed",
  errors: [],
  ...change,
});

test("a completed merge says which customer became which", () => {
  expect(parseMerge(merge())).toEqual({ from: 111n, into: 222n });
});

test.each(["in_progress", "failed", "requested"])("one that is %s says nothing yet", (status) => {
  expect(parseMerge(merge({ status }))).toBeNull();
});

test.each([{ admin_graphql_api_customer_kept_id: "gid://shopify/Order/222" }, { status: undefined }])(
  "%o is no merge",
  (change) => {
    expect(() => parseMerge(merge(change))).toThrow();
  },
);
