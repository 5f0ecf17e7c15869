import { cp, mkdtemp } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";

/** A migrated, empty database in a folder of its own, gone with this process: making one takes seven seconds, a copy none. */
export async function freshDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-test-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await cp(inject("template"), folder, { recursive: true });
  return folder;
}
