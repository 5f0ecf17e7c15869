import { appendFile, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { World } from "../../sandbox/world.ts";

test("orders lie beside it, each written once; what a crash left half written is forgotten", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "throughline-world-")), "world.json");
  const lines = file.replace(".json", ".orders.jsonl");
  const world = new World(file);
  const place = (to: World, id: number) =>
    to.change((state) => state.orders.push({ id, name: `#${id}`, payload: { id } }));
  place(world, 1);
  place(world, 2);
  expect(await readFile(file, "utf8")).not.toContain("#1");
  await appendFile(lines, '{"id":3,"na');
  const again = new World(file);
  place(again, 4);
  const ids = () => new World(file).state.orders.map(({ id }) => id);
  expect(ids()).toEqual([1, 2, 4]);
  expect((await readFile(lines, "utf8")).trim().split("\n")).toHaveLength(3);

  // As it was written before they had a file of their own.
  await writeFile(file, JSON.stringify({ ...again.state, orders: [{ id: 9, name: "#9", payload: {} }] }));
  expect(ids()).toEqual([9]);
  expect(ids()).toEqual([9]);
  // A reset that is cut off has emptied the file already.
  await writeFile(lines, "");
  expect(ids()).toEqual([]);
});

test("the sandbox's world lasts over restarts, and a reset makes a fresh one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "throughline-world-"));
  const file = join(folder, "world.json");
  const world = new World(file);
  const { accessToken } = world.state;
  world.change((state) => state.customers.push({ id: 1, email: "robin@example.com", firstName: "Robin" }));

  const again = new World(file);
  expect(again.state.customers).toHaveLength(1);
  expect(again.state.accessToken).toBe(accessToken);
  expect(await readdir(folder)).toEqual(["world.json"]);

  again.reset();
  expect(new World(file).state.customers).toEqual([]);
  expect(new World(file).state.accessToken).not.toBe(accessToken);
});
