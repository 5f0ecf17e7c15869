/** The server: hot routes first, then static files, then Remix. `npm run build` makes what it serves. */
import { createRequestHandler } from "@remix-run/express";
import express from "express";

const build = await import("./build/server/index.js");
const { hotRoutes, start, stop } = build.entry.module;

const app = express();
app.disable("x-powered-by");
// Nothing reads Express's parsed query, and what is answered here never is asked for again.
app.set("query parser", false);
app.set("etag", false);
app.use(hotRoutes);
app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
app.use(express.static("build/client", { maxAge: "1h" }));
app.all("*", createRequestHandler({ build }));

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, process.env.HOST ?? "0.0.0.0", () => {
  start();
  // The sandbox and process managers wait for this line.
  process.stdout.write(`listening on ${server.address().port}\n`);
});

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"])
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.close(() => stop().then(() => process.exit(0)));
    // Kept-alive connections close as soon as nothing runs on them; what still runs after a while is cut off.
    setInterval(() => server.closeIdleConnections(), 50).unref();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
