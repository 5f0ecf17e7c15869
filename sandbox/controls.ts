import express from "express";
import type { Webhooks } from "./webhooks.ts";
import type { World } from "./world.ts";

interface Options {
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly shopAddress: string;
  reset(): Promise<void>;
  /** Moves sandbox and app ahead by so many milliseconds. */
  travel(milliseconds: number): void;
}

/** The control page: what a tester may do to this Shopify. */
export function controls({ shopAddress }: Options): express.Router {
  const router = express.Router();
  router.get("/", (_request, response) => {
    response.type("html").send(`<a href="${shopAddress}">Storefront</a>`);
  });
  return router;
}
