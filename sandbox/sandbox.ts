import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { rmSync } from "node:fs";
import type { Express } from "express";
import { adminHost } from "./admin/host.ts";
import { frontProxy } from "./admin/front-proxy.ts";
import { adminApi } from "./api/server.ts";
import { AppProcess } from "./app-process.ts";
import { controls } from "./controls.ts";
import { storefront } from "./shop/server.ts";
import { makeWebhooks } from "./webhooks.ts";
import { World } from "./world.ts";

export interface SandboxOptions {
  /** Where world and database are kept; null = in memory, gone at the end. */
  readonly folder: string | null;
  readonly ports: { admin: number; front: number; shop: number };
  /** Environment of the app beside what the sandbox sets. */
  readonly env?: Record<string, string>;
  readonly onLine: (line: string) => void;
}

const CREDENTIALS = { apiKey: "throughline-sandbox", secret: "sandbox-secret-that-opens-nothing" };

/** Starts a Shopify that runs here, and the app in it. */
export async function startSandbox({ folder, ports, env = {}, onLine }: SandboxOptions) {
  const world = new World(folder === null ? null : join(folder, "world.json"));
  const servers: Server[] = [];
  const listen = async (app: Express, port: number): Promise<string> => {
    const server = createServer(app);
    servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  };

  const target = () => `http://127.0.0.1:${app.port}`;
  const { app: api, faults } = adminApi(world, CREDENTIALS);
  const apiAddress = await listen(api, 0);
  const webhooks = makeWebhooks({ world, secret: CREDENTIALS.secret, target });
  let shopAddress = "";
  const demoShop = { domain: () => world.state.shop.domain, address: () => shopAddress };
  const frontAddress = await listen(frontProxy(target, demoShop), ports.front);
  const database = folder === null ? "" : join(folder, "pglite");
  const app = new AppProcess({
    env: {
      SHOPIFY_API_KEY: CREDENTIALS.apiKey,
      SHOPIFY_API_SECRET: CREDENTIALS.secret,
      SHOPIFY_APP_URL: frontAddress,
      SANDBOX_API: apiAddress,
      PGLITE_DIR: database,
      ...env,
    },
    onLine,
  });

  /** A fresh world and a fresh app database. */
  const reset = async () => {
    await app.stop();
    if (database !== "") rmSync(database, { recursive: true, force: true });
    world.reset();
    await app.start();
  };

  const uninstall = () => {
    world.uninstall();
    const { id, domain, name, email } = world.state.shop;
    webhooks.send("app/uninstalled", { id, name, email, domain, myshopify_domain: domain });
  };

  shopAddress = await listen(storefront({ world, webhooks, secret: CREDENTIALS.secret, target }), ports.shop);
  const adminAddress = await listen(
    adminHost({
      world,
      credentials: CREDENTIALS,
      frontAddress,
      shopAddress,
      controls: controls({ world, shopAddress, reset, uninstall }),
    }),
    ports.admin,
  );
  await app.start();
  webhooks.resume();

  return {
    world,
    webhooks,
    faults,
    credentials: CREDENTIALS,
    addresses: { admin: adminAddress, shop: shopAddress, front: frontAddress },
    /** The app's own address, past every proxy. */
    appAddress: target,
    /** Ends the app in order, or as a crash; the shop goes on without it. */
    stopApp: (signal?: "SIGKILL") => app.stop(signal),
    startApp: () => app.start(),
    stop: async () => {
      webhooks.close();
      await app.stop();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
