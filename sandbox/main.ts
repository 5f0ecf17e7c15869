import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { startSandbox } from "./sandbox.ts";
import { watchSources } from "./watch.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

const port = Number(process.env["SANDBOX_PORT"] ?? 4400);
/** False = it failed, and said why. What the builder remarks besides is of no use here. */
function build(script: "build" | "build:storefront"): boolean {
  const { status, stderr } = spawnSync("npm", ["run", "--silent", script], { stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) say(stderr.toString());
  return status === 0;
}

if (!process.argv.includes("--no-build")) {
  say("Building …");
  if (!build("build")) throw new Error("The build failed; see above.");
}
const folder = historyFolder();
say("Starting: the first time takes some seconds, to make the database …");
const sandbox = await startSandbox({
  folder,
  ports: { admin: port, front: port + 1, shop: port + 2 },
  env: { LOG_LEVEL: "warn" },
  onLine: (line) => {
    if (!line.startsWith("listening on")) say(line);
  },
}).catch((error: unknown) => {
  const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  say(
    busy
      ? `Port ${port}, ${port + 1} or ${port + 2} is taken. Choose others: SANDBOX_PORT=5000 npm run sandbox`
      : String(error),
  );
  process.exit(1);
});

say(`
  Merchant    ${sandbox.addresses.admin}
  Shopper     ${sandbox.addresses.shop}
  Controls    ${sandbox.addresses.admin}/sandbox

What to try first stands on the control page. Ctrl+C stops; the world is kept for the next start.`);

/** What the shop's pages load; all else of the app runs on the server. */
const IN_THE_SHOP = /^extensions[/]/;
if (process.argv.includes("--watch")) {
  say("What you change is built at once: reload the page.");
  watchSources(["app", "extensions"], async (paths) => {
    const started = performance.now();
    const inTheShop = paths.every((path) => IN_THE_SHOP.test(path));
    if (!build(inTheShop ? "build:storefront" : "build")) return;
    if (!inTheShop) {
      await sandbox.stopApp();
      await sandbox.startApp();
    }
    say(`Built after a change of ${paths.join(", ")} (${((performance.now() - started) / 1_000).toFixed(1)} s).`);
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });

/** Where the world is kept. `--history [large]`: one with 90 days behind it, made the first time it is asked for. */
function historyFolder(): string {
  const at = process.argv.indexOf("--history");
  if (at === -1) return ".throughline";
  const size = process.argv[at + 1] === "large" ? "large" : "usual";
  const place = `.throughline/history-${size}`;
  if (existsSync(place)) {
    say(`The history in ${place} goes on where it stopped; delete that folder to have it made anew.`);
    return place;
  }
  say(
    size === "large"
      ? "Making 90 days with a million events: about half an hour …"
      : "Making 90 days: about a minute …",
  );
  const made = spawnSync(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/history.ts", place, size], {
    stdio: "inherit",
  });
  if (made.status !== 0) throw new Error("The history could not be made; see above.");
  return place;
}
