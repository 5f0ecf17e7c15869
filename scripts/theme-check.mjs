/** Runs Shopify's theme-check over the theme app extension; any offence fails. The configuration must lie in its folder. */
import { resolve } from "node:path";
import { check } from "@shopify/theme-check-node";

const root = resolve("extensions/storefront");
const offenses = await check(root, resolve(root, ".theme-check.yml"));
for (const { check: name, message, uri, start } of offenses)
  process.stdout.write(`${uri.replace(/^.*extensions/, "extensions")}:${start.line + 1} ${name}: ${message}\n`);
process.stdout.write(
  offenses.length === 0 ? "theme-check: no offence\n" : `theme-check: ${offenses.length} offences\n`,
);
process.exitCode = offenses.length === 0 ? 0 : 1;
