import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { World } from "../../sandbox/world.ts";

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
