/**
 * Loaded into the app by `node --import`: the only way in which the sandbox steers it. Sends what goes to
 * https://*.myshopify.com to the sandbox instead.
 */
const api = process.env.SANDBOX_API;
const direct = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input));
  if (!url.hostname.endsWith(".myshopify.com")) return direct(input, init);
  const local = new URL(url.pathname + url.search, api);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set("x-sandbox-shop", url.hostname);
  return direct(local, { ...init, headers });
};

// The sandbox is gone, however it ended: an app left alone would hold the database that the next start opens.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
