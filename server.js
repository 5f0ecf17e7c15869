/** The server: hot routes first, then static files, then Remix. `npm run build` makes what it serves. */
// Before anything is loaded: libraries tell strangers more of an error unless they are told that this is production.
process.env.NODE_ENV ??= "production";
const { default: express } = await import("express");
const { default: compression } = await import("compression");
const build = await import("./build/server/index.js");
const { hotRoutes, remixRoutes, refuseOrFail, EVERY_ANSWER, start, stop } = build.entry.module;

const app = express();
app.disable("x-powered-by");
// Nothing reads Express's parsed query, and what is answered here never is asked for again.
app.set("query parser", false);
app.set("etag", false);
app.use(hotRoutes);
// The hot routes answer in a few bytes; screens, their styles and downloads are worth it.
app.use(compression());
app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
app.use(express.static("build/client", { maxAge: "1h" }));
app.all("*", remixRoutes(build));
app.use(refuseOrFail);

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, process.env.HOST ?? "0.0.0.0", () => {
  start();
  // The sandbox and process managers wait for this line.
  process.stdout.write(`listening on ${server.address().port}\n`);
});
// Longer than any route waits for its body. Who sends half a head is not waited for as long as Node would.
server.headersTimeout = 10_000;
server.requestTimeout = 30_000;
// What is not HTTP never reaches Express.
const HEAD = Object.entries({ ...EVERY_ANSWER, Connection: "close", "Content-Length": "0" });
server.on("clientError", (error, socket) => {
  if (!socket.writable || error.code === "ECONNRESET") return socket.destroy();
  const status = error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
  socket.end(`HTTP/1.1 ${status}\r\n${HEAD.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
});

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"])
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    // Whatever the database does: what is cut off here is as after a crash, from which nothing is lost.
    setTimeout(() => process.exit(0), 9_000).unref();
    server.close(() => stop().then(() => process.exit(0)));
    // Kept-alive connections close as soon as nothing runs on them; what still runs after a while is cut off.
    setInterval(() => server.closeIdleConnections(), 50).unref();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
