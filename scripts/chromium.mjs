/**
 * Finds a Chromium for the browser tests, or installs one: CHROME_PATH, the usual places, then apt on Debian as root,
 * then playwright-core's own download. `node scripts/chromium.mjs` prints its path.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

function installed() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, and there is no such file.`);
    return named;
  }
  return [...USUAL, chromium.executablePath()].find((path) => path !== "" && existsSync(path));
}

const run = (command, args) => spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;

function install() {
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stderr.write("No Chromium found: installing Debian's …\n");
    run("apt-get", ["update", "-qq"]);
    // Another process of ours, or the system itself, may be installing.
    run("apt-get", ["-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  }
  if (!installed()) {
    process.stderr.write("No Chromium found: downloading playwright-core's …\n");
    run(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium"]);
  }
}

/** Path of a Chromium. Throws, saying what to do, when there is none and none can be installed. */
export function chromiumPath() {
  if (!installed()) install();
  const path = installed();
  if (!path)
    throw new Error("The browser tests need a Chromium and none could be installed. Install one, or set CHROME_PATH.");
  return path;
}

if (process.argv[1] === new URL(import.meta.url).pathname) process.stdout.write(`${chromiumPath()}\n`);
