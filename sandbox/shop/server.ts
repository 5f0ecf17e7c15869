import { randomBytes } from "node:crypto";
import express, { type Request, type Response } from "express";
import { COLLECTIONS, PRODUCTS, productOfVariant, type Cart, type World } from "../world.ts";
import type { Webhooks } from "../webhooks.ts";
import { cartTotal, customerOf, customerOfCookie, placeOrder } from "./orders.ts";
import { picture } from "./picture.ts";
import { appProxy } from "./proxy.ts";
import { ASSET_BASE, renderPage, renderSection } from "./render.ts";

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
  let calls: { cart: string; body: string; at: number }[] = [];
  app.disable("x-powered-by");
  app.use(appProxy({ world, secret, target }));
  app.use(ASSET_BASE, express.static("extensions/storefront/assets"));
  app.get("/theme/theme.css", (_request, response) => response.sendFile("sandbox/shop/theme/theme.css", { root: "." }));
  app.use("/theme", express.static("sandbox/shop/public"));
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
    renderPage(world, {
      ...options,
      editing: editingOf(response.req),
      customer: customerOfCookie(world, response.req.headers.cookie),
    }).then((html) => response.type("html").send(html));

  app.get("/", (request, response, next) => {
    if (request.query["section_id"] === "sheet") {
      renderSection("sheet", drawn(cartOf(request))).then((html) => response.type("html").send(html), next);
      return;
    }
    page(response, {
      template: "index",
      title: "Home",
      pageType: "index",
      cart: drawn(cartOf(request)),
      data: { products: PRODUCTS },
    }).catch(next);
  });

  app.get("/collections/:handle", (request, response, next) => {
    const collection = COLLECTIONS.find(({ handle }) => handle === request.params.handle);
    if (!collection) {
      next();
      return;
    }
    const cart = drawn(cartOf(request));
    page(response, {
      template: "collection",
      title: collection.title,
      pageType: "collection",
      cart,
      data: { heading: collection.title, products: collection.products },
    }).catch(next);
  });

  app.get("/search", (request, response, next) => {
    const terms = typeof request.query["q"] === "string" ? request.query["q"].trim() : "";
    const found = (one: (typeof PRODUCTS)[number]) => one.title.toLowerCase().includes(terms.toLowerCase());
    const data = { terms, products: terms === "" ? [] : PRODUCTS.filter(found) };
    page(response, {
      template: "search",
      title: "Search",
      pageType: "search",
      cart: drawn(cartOf(request)),
      data,
    }).catch(next);
  });

  app.get("/account", (request, response, next) => {
    const customer = customerOfCookie(world, request.headers.cookie);
    const data = customer ? { customer: { email: customer.email } } : {};
    page(response, {
      template: "account",
      title: "Account",
      pageType: "customers/account",
      cart: drawn(cartOf(request)),
      data,
    }).catch(next);
  });

  app.post("/account/login", (request, response) => {
    const { email = "" } = request.body as Record<string, string>;
    if (email.includes("@")) response.cookie("customer", customerOf(world, email, "").id, { sameSite: "lax" });
    response.redirect(303, "/account");
  });

  app.post("/account/logout", (_request, response) => {
    response.clearCookie("customer").redirect(303, "/account");
  });

  app.get("/products/:handle.js", (request, response) => {
    const product = PRODUCTS.find((one) => one.handle === request.params.handle);
    if (product) response.json(productJson(product));
    else response.status(404).json({ status: 404, message: "Not Found" });
  });

  app.get("/recommendations/products.json", (request, response) => {
    const others = PRODUCTS.filter((one) => String(one.id) !== request.query["product_id"]);
    response.json({
      intent: "related",
      products: others.slice(0, Number(request.query["limit"] ?? 10)).map(productJson),
    });
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

  app.post("/cart/add.js", (request, response) => {
    const { items = [] } = request.body as { items?: { id?: unknown; quantity?: unknown }[] };
    for (const { id, quantity = 1 } of items)
      if (!addToCart(request, response, Number(id), Number(quantity))) {
        response.status(422).json({ status: 422, message: "Cart Error", description: "This product can't be added." });
        return;
      }
    response.json({ items });
  });

  app.get("/cart.js", (request, response) => response.json(cartJson(cartOf(request))));

  app.post("/cart/update.js", (request, response) => {
    const { attributes, discount } = request.body as { attributes?: Record<string, unknown>; discount?: unknown };
    const cart = cartOf(request) ?? newCart(response);
    if (isRepeating(cart.token, JSON.stringify(request.body))) {
      // What Shopify's bot protection does to scripts that repeat themselves.
      response.status(429).type("html").send("<!doctype html><title>Checking your browser</title>");
      return;
    }
    world.change(() => {
      if (typeof discount === "string") cart.discounts = discount.split(",").filter((code) => code !== "");
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
    const before = world.state.customers.length;
    const customer = customerOf(world, email, first_name);
    const payload = placeOrder(world, cart, customer, cart.token);
    world.change((state) => {
      state.carts = without(state.carts, cart.token);
    });
    webhooks.send("orders/create", payload);
    // Shopify sends orders/updated along: the app must not mind which arrives first.
    webhooks.send("orders/updated", payload);
    const { id, email: address } = customer;
    if (world.state.customers.length > before) webhooks.send("customers/create", { id, email: address });
    webhooks.send("customers/purchasing_summary", { customerId: `gid://shopify/Customer/${id}` });
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

  /** The third same call of a cart within a minute. */
  function isRepeating(cart: string, body: string): boolean {
    const before = Date.now() - 60_000;
    calls = calls.filter((call) => call.at > before);
    calls.push({ cart, body, at: Date.now() });
    return calls.filter((call) => call.cart === cart && call.body === body).length > 2;
  }

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

/** ?__editor=7 is the theme editor, with campaign 7 in the embed's settings. */
const editingOf = ({ query }: Request): string | undefined =>
  typeof query["__editor"] === "string" ? query["__editor"] : undefined;

const without = <T>(record: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

/** The cart as Liquid sees it. */
function drawn(cart: Cart | undefined) {
  const items = (cart?.items ?? []).map(({ variantId, quantity }) => {
    const product = productOfVariant(variantId);
    return {
      product,
      vendor: product?.vendor,
      title: product?.title,
      quantity,
      line_price: (product?.price ?? 0) * quantity,
    };
  });
  return {
    items,
    discounts: cart?.discounts ?? [],
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    total_price: cart ? cartTotal(cart) : 0,
  };
}

/** A product as the Ajax API gives it, as far as anything here reads it. */
const productJson = ({ id, handle, title, vendor, type, price }: (typeof PRODUCTS)[number]) => ({
  id,
  handle,
  title,
  vendor,
  type,
  price,
  url: `/products/${handle}`,
  featured_image: `/img/${handle}.svg`,
});

/** The cart as the Ajax API gives it: private attributes, whose names begin with two underscores, are left out. */
function cartJson(cart: Cart | undefined) {
  const { items, item_count, total_price } = drawn(cart);
  return {
    item_count,
    total_price,
    token: cart?.token ?? "",
    attributes: Object.fromEntries(Object.entries(cart?.attributes ?? {}).filter(([name]) => !name.startsWith("__"))),
    currency: "EUR",
    discount_codes: (cart?.discounts ?? []).map((code) => ({ code, applicable: true })),
    items: items.map(({ product, ...item }) => ({
      ...item,
      product_id: product?.id,
      handle: product?.handle,
      product_type: product?.type,
    })),
  };
}
