import { readFileSync } from "node:fs";
import express from "express";
import { Liquid } from "liquidjs";
import { NEW_VISITOR_PATH } from "./shop/server.ts";
import type { World } from "./world.ts";

interface Options {
  readonly world: World;
  readonly shopAddress: string;
  /** Makes a fresh world and a fresh app database. */
  readonly reset: () => Promise<void>;
  /** Takes the app out of the shop, as a merchant does in the admin's settings. */
  readonly uninstall: () => void;
}

/** The control page: what to try first, and what a tester may do to this Shopify. */
export function controls({ world, shopAddress, reset, uninstall }: Options): express.Router {
  const router = express.Router();
  const engine = new Liquid();
  router.get("/", (request, response, next) => {
    const page = readFileSync("sandbox/controls.liquid", "utf8");
    engine
      .parseAndRender(page, {
        shop: shopAddress,
        new_visitor: shopAddress + NEW_VISITOR_PATH,
        orders: world.state.orders.length,
        pending: world.state.pending.length,
        installed: world.state.installed,
        was_reset: "reset" in request.query,
      })
      .then((html: unknown) => response.type("html").send(html), next);
  });
  router.post("/reset", (_request, response, next) => {
    reset().then(() => {
      response.redirect(303, "/sandbox?reset");
    }, next);
  });
  router.post("/uninstall", (_request, response) => {
    uninstall();
    response.redirect(303, "/sandbox");
  });
  return router;
}
