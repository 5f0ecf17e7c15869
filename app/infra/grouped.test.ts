import { expect, it } from "vitest";
import { makeGrouped } from "./grouped.server.ts";

const group = (run: (items: readonly string[]) => string[]) =>
  makeGrouped({
    run: (items: readonly string[]) => Promise.resolve().then(() => run(items)),
    lanes: 1,
    most: 10,
    queue: 100,
    patienceMs: 1_000,
  });
const outcomes = async (all: readonly Promise<string>[]) =>
  (await Promise.allSettled(all)).map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)));

it("takes what comes together in one go, and answers each", async () => {
  const groups: (readonly string[])[] = [];
  const { submit } = group((items) => {
    groups.push(items);
    return items.map((item) => item.toUpperCase());
  });
  expect(await Promise.all(["a", "b", "c"].map(submit))).toEqual(["A", "B", "C"]);
  expect(groups).toEqual([["a", "b", "c"]]);
});

it("does not let one bad item take the others with it", async () => {
  const { submit } = group((items) => {
    if (items.includes("bad")) throw new Error("bad data");
    return [...items];
  });
  expect(await outcomes(["a", "bad", "c"].map(submit))).toEqual(["a", "Error: bad data", "c"]);
});

it("takes another connection where one was cut", async () => {
  let asked = 0;
  const { submit } = group((items) => {
    if (asked++ === 0) throw Object.assign(new Error("terminating connection"), { code: "57P01" });
    return [...items];
  });
  expect(await outcomes(["a", "b"].map(submit))).toEqual(["a", "b"]);
});

it.each([
  Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" }),
  Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" }),
  new Error("timeout exceeded when trying to connect"),
  new Error("it failed", { cause: new Error("Connection terminated unexpectedly") }),
])("asks a database that is gone once more, not once for each: %s", async (gone) => {
  let asked = 0;
  const { submit } = group(() => {
    asked++;
    throw gone;
  });
  expect(await outcomes(["a", "b", "c"].map(submit))).toEqual(["a", "b", "c"].map(() => String(gone)));
  expect(asked).toBe(2);
});
