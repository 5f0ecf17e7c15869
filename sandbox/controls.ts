import { readFileSync } from "node:fs";
import express from "express";
import { Liquid } from "liquidjs";
import { NEW_VISITOR_PATH } from "./shop/server.ts";
import { THEME_CHOICES, type Theme, type World } from "./world.ts";

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
        theme: world.state.theme,
        choices: THEME_CHOICES,
        was_reset: "reset" in request.query,
      })
      .then((html: unknown) => response.type("html").send(html), next);
  });
  router.post("/reset", (_request, response, next) => {
    reset().then(() => {
      response.redirect(303, "/sandbox?reset");
    }, next);
  });
  router.post("/theme", express.urlencoded({ extended: false }), (request, response) => {
    const asked = request.body as Record<string, string>;
    world.change((state) => {
      state.theme = { ...state.theme, ...chosenOf(asked) };
    });
    response.redirect(303, "/sandbox");
  });
  router.post("/uninstall", (_request, response) => {
    uninstall();
    response.redirect(303, "/sandbox");
  });
  return router;
}

/** The choices of a form that exist; nothing else of it. */
const chosenOf = (asked: Record<string, string>): Partial<Theme> =>
  Object.fromEntries(
    Object.entries(THEME_CHOICES).flatMap(([name, choices]) =>
      (choices as readonly string[]).includes(asked[name] ?? "") ? [[name, asked[name]]] : [],
    ),
  );
