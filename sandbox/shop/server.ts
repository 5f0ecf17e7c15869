import { randomBytes } from "node:crypto";
import express, { type Request, type Response } from "express";
import { PRODUCTS, productOfVariant, type Cart, type World } from "../world.ts";
import type { Webhooks } from "../webhooks.ts";
import { cartTotal, customerOf, placeOrder } from "./orders.ts";
import { picture } from "./picture.ts";
import { appProxy } from "./proxy.ts";
import { ASSET_BASE, renderPage } from "./render.ts";

/** A path of the stand-in's own: forgets this browser. */
export const NEW_VISITOR_PATH = "/__sandbox/new-visitor";

interface Options {
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly secret: string;
  /** The app's address. */
  readonly target: () => string;
}

/** The demo storefront: theme, cart, checkout, app embed and app proxy. */
export function storefront({ world, webhooks, secret, target }: Options): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(appProxy({ world, secret, target }));
  app.use(ASSET_BASE, express.static("extensions/storefront/assets"));
  app.get("/theme/theme.css", (_request, response) => response.sendFile("sandbox/shop/theme/theme.css", { root: "." }));
  app.get("/theme/shopify.js", (_request, response) =>
    response.sendFile("sandbox/shop/public/shopify.js", { root: "." }),
  );
  app.get("/img/:handle.svg", (request, response) => {
    const product = PRODUCTS.find((one) => one.handle === request.params.handle);
    if (product) response.type("image/svg+xml").send(picture(product));
    else response.sendStatus(404);
  });
  app.get(NEW_VISITOR_PATH, (_request, response) => {
    response.set("Clear-Site-Data", '"cookies", "storage"').redirect(302, "/");
  });
  app.use(express.urlencoded({ extended: false }), express.json());

  const page = (response: Response, options: Parameters<typeof renderPage>[1]) =>
    renderPage(world, options).then((html) => response.type("html").send(html));

  app.get("/", (request, response, next) => {
    page(response, {
      template: "index",
      title: "Home",
      pageType: "index",
      cart: drawn(cartOf(request)),
      data: { products: PRODUCTS },
    }).catch(next);
  });

  app.get("/products/:handle", (request, response, next) => {
    const product = PRODUCTS.find((one) => one.handle === request.params.handle);
    if (!product) {
      next();
      return;
    }
    const cart = drawn(cartOf(request));
    page(response, { template: "product", title: product.title, pageType: "product", cart, data: { product } }).catch(
      next,
    );
  });

  app.get("/cart", (request, response, next) => {
    page(response, { template: "cart", title: "Cart", pageType: "cart", cart: drawn(cartOf(request)) }).catch(next);
  });

  app.post("/cart/add", (request, response) => {
    const { id, quantity } = request.body as { id?: string; quantity?: string };
    if (!addToCart(request, response, Number(id), Number(quantity ?? 1))) {
      response.status(422).type("text/plain").send("This product can't be added.");
      return;
    }
    response.redirect(303, "/cart");
  });

  app.get("/cart.js", (request, response) => response.json(cartJson(cartOf(request))));

  app.post("/cart/update.js", (request, response) => {
    const { attributes } = request.body as { attributes?: Record<string, unknown> };
    const cart = cartOf(request) ?? newCart(response);
    world.change(() => {
      for (const [name, value] of Object.entries(attributes ?? {}))
        if (value === "" || value === null) cart.attributes = without(cart.attributes, name);
        else if (typeof value === "string") cart.attributes[name] = value;
    });
    response.json(cartJson(cart));
  });

  app.get("/checkout", (request, response, next) => {
    const cart = cartOf(request);
    if (!cart || cart.items.length === 0) response.redirect(302, "/cart");
    else page(response, { template: "checkout", title: "Checkout", pageType: null, cart: drawn(cart) }).catch(next);
  });

  app.post("/checkout", (request, response) => {
    const cart = cartOf(request);
    const { email = "", first_name = "" } = request.body as Record<string, string>;
    if (!cart || cart.items.length === 0 || !email.includes("@")) {
      response.redirect(303, "/cart");
      return;
    }
    const payload = placeOrder(world, cart, customerOf(world, email, first_name), cart.token);
    world.change((state) => {
      state.carts = without(state.carts, cart.token);
    });
    webhooks.send("orders/create", payload);
    // Shopify sends orders/updated along: the app must not mind which arrives first.
    webhooks.send("orders/updated", payload);
    response.clearCookie("cart").redirect(303, `/checkout/thanks?order=${encodeURIComponent(String(payload["name"]))}`);
  });

  app.get("/checkout/thanks", (request, response, next) => {
    const { order } = request.query;
    const data = { order_name: typeof order === "string" ? order : "" };
    page(response, { template: "thanks", title: "Thank you", pageType: null, cart: drawn(undefined), data }).catch(
      next,
    );
  });

  app.use((request, response, next) => {
    response.status(404);
    page(response, { template: "missing", title: "Not found", pageType: "404", cart: drawn(cartOf(request)) }).catch(
      next,
    );
  });
  return app;

  function cartOf(request: Request): Cart | undefined {
    const token = /(?:^|; )cart=([0-9a-f]+)/.exec(request.headers.cookie ?? "")?.[1];
    return token === undefined ? undefined : world.state.carts[token];
  }

  function newCart(response: Response): Cart {
    const cart: Cart = { token: randomBytes(12).toString("hex"), items: [], attributes: {} };
    world.change((state) => {
      state.carts[cart.token] = cart;
    });
    response.cookie("cart", cart.token, { sameSite: "lax", path: "/" });
    return cart;
  }

  function addToCart(request: Request, response: Response, variantId: number, quantity: number): boolean {
    if (!productOfVariant(variantId) || !Number.isInteger(quantity) || quantity < 1 || quantity > 99) return false;
    const cart = cartOf(request) ?? newCart(response);
    world.change(() => {
      const line = cart.items.find((item) => item.variantId === variantId);
      if (line) line.quantity += quantity;
      else cart.items.push({ variantId, quantity });
    });
    return true;
  }
}

const without = <T>(record: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

/** The cart as Liquid sees it. */
function drawn(cart: Cart | undefined) {
  const items = (cart?.items ?? []).map(({ variantId, quantity }) => {
    const product = productOfVariant(variantId);
    return { handle: product?.handle, title: product?.title, quantity, line_price: (product?.price ?? 0) * quantity };
  });
  return {
    items,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    total_price: cart ? cartTotal(cart) : 0,
  };
}

/** The cart as the Ajax API gives it: private attributes, whose names begin with two underscores, are left out. */
const cartJson = (cart: Cart | undefined) => ({
  token: cart?.token ?? "",
  attributes: Object.fromEntries(Object.entries(cart?.attributes ?? {}).filter(([name]) => !name.startsWith("__"))),
  ...drawn(cart),
});
