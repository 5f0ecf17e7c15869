import { watch } from "node:fs";

const PAUSE_MS = 150;
/** Tests change nothing that runs, and what is generated changes because something else did. */
const IDLE = /[.]test[.]tsx?$|(^|[/])infra[/]prisma[/]|[/]assets[/]|~$/;

/** Calls back with the paths that changed in these folders, once it was quiet for a moment; never twice at a time. */
export function watchSources(
  folders: readonly string[],
  changed: (paths: readonly string[]) => Promise<void>,
): () => void {
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  const run = async () => {
    if (running || waiting.size === 0) return;
    running = true;
    const paths = [...waiting];
    waiting = new Set();
    await changed(paths);
    running = false;
    await run();
  };
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, name) => {
      const path = `${folder}/${name ?? ""}`;
      if (IDLE.test(path)) return;
      waiting.add(path);
      clearTimeout(timer);
      timer = setTimeout(() => void run(), PAUSE_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const one of watchers) one.close();
  };
}
