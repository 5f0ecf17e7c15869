import { readFileSync } from "node:fs";
import { link, open, readFile, rename, rm, utimes, stat } from "node:fs/promises";
import { hostname } from "node:os";

/** Who holds a folder: this machine's name, a process, and when that began, for numbers of processes are given out again. */
interface Holder {
  host: string;
  pid: number;
  began: string;
}

/** How often a holder says that it is alive, and after how long a silent one on another machine is taken for dead. */
const BEAT_MS = 5_000;
const SILENT_MS = 60_000;

/**
 * Holds a folder for this process alone, by a file beside it; gives how to let it go. The embedded database does not notice a
 * second process, and what both acknowledge is lost. Throws an Error that says who holds it. A holder that was killed is no
 * holder.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  const own = JSON.stringify(thisProcess());
  for (;;) {
    if (await create(file, own)) break;
    const text = await readFile(file, "utf8").catch(() => null);
    if (text === null) continue;
    if (await isAlive(text, file))
      throw new Error(
        `Another process uses the database in ${folder}: ${inWords(text)}. Stop it first. (If there is none, remove ${file}.)`,
      );
    await takeAway(file, text);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
  };
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead holder's file. Where somebody else was quicker and it is a new holder's by now, that is put back. */
async function takeAway(file: string, dead: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(aside, "utf8")) !== dead) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAlive(text: string, file: string): Promise<boolean> {
  const holder = holderOf(text);
  const beaten = await stat(file).catch(() => null);
  const age = beaten ? Date.now() - beaten.mtimeMs : 0;
  // Half written, or from a machine that can't be asked: what is silent for long is dead.
  if (holder?.host !== hostname()) return age < (holder ? SILENT_MS : BEAT_MS);
  return holder.began === beginningOf(holder.pid);
}

function holderOf(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

const thisProcess = (): Holder => ({ host: hostname(), pid: process.pid, began: beginningOf(process.pid) ?? "" });

/** When a process of this machine began; null = there is none. Where the system does not tell, all began at once. */
function beginningOf(pid: number): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Behind the name, which may hold anything, the state and as the 20th value the beginning (proc(5)).
    const values = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return values[0] === "Z" ? null : (values[19] ?? "");
  } catch {
    return process.platform === "linux" ? null : isRunning(pid) ? "" : null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function inWords(text: string): string {
  const holder = holderOf(text);
  return holder ? `process ${holder.pid} on ${holder.host}` : "one that is just starting";
}
