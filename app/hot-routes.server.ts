import { Router } from "express";
import { assertReady } from "./infra/lifecycle.server.ts";

/** Routes that take the traffic: mounted by server.js before Remix, served by plain Node. */
export const hotRoutes = Router();

hotRoutes.get("/healthz", (_request, response) => {
  response.type("text/plain").send("ok\n");
});

hotRoutes.get("/readyz", (_request, response, next) => {
  assertReady().then(() => response.type("text/plain").send("ready\n"), next);
});
