import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface Product {
  readonly id: number;
  readonly variantId: number;
  readonly handle: string;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** Minor units. */
  readonly price: number;
  readonly description: string;
  readonly colour: string;
}

export interface Cart {
  token: string;
  items: { variantId: number; quantity: number }[];
  attributes: Record<string, string>;
  discounts?: string[];
}

export interface Customer {
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  /** What the customer agreed to, as Shopify's `CustomerEmailAddress` has it. */
  marketing?: { state: string; level: string; at: string };
  tags?: string[];
}

export interface PlacedOrder {
  readonly id: number;
  readonly name: string;
  /** The webhook payload as of its last change. */
  payload: Record<string, unknown>;
}

/** A webhook that is still to be delivered. */
export interface PendingDelivery {
  readonly webhookId: string;
  readonly topic: string;
  readonly body: string;
  readonly triggeredAt: string;
  attempts: number;
  due: number;
}

/** How the demo shop looks and speaks, and from where it is visited. */
export interface Theme {
  /** What scrolls: the page, or an element in it, as Horizon does; that one has native dialogs and a cart drawer. */
  scroller: "document" | "inner";
  look: "light" | "dark";
  locale: "en" | "de" | "fr" | "es" | "ja" | "ar";
  /** In the EU nothing is allowed before the shopper is asked; in the US everything is. */
  region: "EU" | "US";
}
export const USUAL_THEME: Theme = { scroller: "document", look: "light", locale: "en", region: "EU" };
export const THEME_CHOICES = {
  scroller: ["document", "inner"],
  look: ["light", "dark"],
  locale: ["en", "de", "fr", "es", "ja", "ar"],
  region: ["EU", "US"],
} as const satisfies { [K in keyof Theme]: readonly Theme[K][] };

export interface WorldState {
  theme: Theme;
  shop: { id: number; domain: string; name: string; currency: string; timezone: string; email: string };
  installed: boolean;
  accessToken: string;
  refreshToken: string;
  metafields: Record<string, { id: string; namespace: string; key: string; type: string; value: string }>;
  carts: Record<string, Cart>;
  customers: Customer[];
  orders: PlacedOrder[];
  pending: PendingDelivery[];
  nextId: number;
}

const token = (kind: string) => `${kind}_${randomBytes(12).toString("hex")}`;

const fresh = (): WorldState => ({
  theme: USUAL_THEME,
  shop: {
    id: 60_000_000_001,
    domain: "throughline-demo.myshopify.com",
    name: "Fern & Kettle",
    currency: "EUR",
    timezone: "Europe/Berlin",
    email: "owner@example.com",
  },
  installed: true,
  accessToken: token("shpat"),
  refreshToken: token("shprt"),
  metafields: {},
  carts: {},
  customers: [],
  orders: [],
  pending: [],
  nextId: 5_600_000_000_001,
});

/**
 * The sandbox's Shopify: one shop and what happened in it. Kept on disk, so that a restart goes on where it stopped. Orders
 * never change and become many: they lie in a file of lines beside it, to which new ones are added.
 */
export class World {
  state: WorldState;
  readonly #file: string | null;
  /** So many orders are in their file. */
  #written = 0;

  /** `file` = null keeps the world in memory. */
  constructor(file: string | null) {
    this.#file = file;
    this.state = fresh();
    if (file === null) return;
    try {
      const kept = JSON.parse(readFileSync(file, "utf8")) as Partial<WorldState> & { orderCount?: number };
      const { orderCount = 0, ...state } = kept;
      const orders = orderCount === 0 ? (state.orders ?? []) : readOrders(file, orderCount);
      this.state = { ...this.state, ...state, orders };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    // With all orders: what a crash left behind the last one that counts is written over.
    this.save();
  }

  /** Changes the state and writes it down before it returns: what the shopper was told is kept. */
  change<T>(work: (state: WorldState) => T): T {
    const result = work(this.state);
    this.save();
    return result;
  }

  reset(): void {
    this.state = fresh();
    this.#written = 0;
    this.save();
  }

  /** The app's access is dead and its metafields are gone at once. */
  uninstall(): void {
    this.change((state) => {
      state.installed = false;
      state.metafields = {};
    });
  }

  /** Gives the app access, with a new token when it was gone. */
  install(): void {
    this.change((state) => {
      if (!state.installed) state.accessToken = token("shpat");
      state.installed = true;
    });
  }

  nextId(): number {
    return this.change((state) => state.nextId++);
  }

  save(): void {
    if (this.#file !== null) this.#written = writeWorld(this.#file, this.state, this.#written);
  }

  writeTo(file: string): void {
    writeWorld(file, this.state, 0);
  }
}

const ordersFile = (file: string) => file.replace(/json$/, "orders.jsonl");

function readOrders(file: string, count: number): PlacedOrder[] {
  const lines = readFileSync(ordersFile(file), "utf8").split("\n").slice(0, count);
  // Fewer than that are left where a reset was cut off.
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as PlacedOrder);
}

/** Writes the state, and the orders that come after those `written` already; gives how many are now. */
function writeWorld(file: string, { orders, ...state }: WorldState, written: number): number {
  mkdirSync(dirname(file), { recursive: true });
  const news = orders.slice(written).map((order) => `${JSON.stringify(order)}\n`);
  if (orders.length === 0) rmSync(ordersFile(file), { force: true });
  else if (written === 0) writeFileSync(ordersFile(file), news.join(""));
  else if (news.length > 0) appendFileSync(ordersFile(file), news.join(""));
  writeFileSync(`${file}.new`, JSON.stringify({ ...state, orderCount: orders.length }));
  renameSync(`${file}.new`, file);
  return orders.length;
}

/** What the demo shop sells. */
export const PRODUCTS: readonly Product[] = [
  ["fern-pot", "Fern in a clay pot", "Plants", 3490, "Likes shade and forgives a missed watering.", "#5d8a66"],
  ["copper-kettle", "Copper kettle", "Kitchen", 7900, "Boils one litre; sings when it is done.", "#b8693d"],
  ["linen-towel", "Linen tea towel", "Kitchen", 1450, "Washed linen that dries glasses without lint.", "#8fa6b8"],
  ["green-tea", "Green tea, 100 g", "Pantry", 1290, "Spring harvest; steep for two minutes at 75 °C.", "#9aa84f"],
].map(([handle, title, type, price, description, colour], index) => ({
  id: 8_000_000_000_001 + index,
  variantId: 45_000_000_000_001 + index,
  handle: String(handle),
  title: String(title),
  vendor: "Fern & Kettle",
  type: String(type),
  tags: Number(price) >= 3000 ? ["gift"] : ["everyday"],
  price: Number(price),
  description: String(description),
  colour: String(colour),
}));

interface Collection {
  readonly id: number;
  readonly handle: string;
  readonly title: string;
  readonly products: readonly Product[];
}

/** A collection of everything, and one of each type. */
export const COLLECTIONS: readonly Collection[] = [null, ...new Set(PRODUCTS.map(({ type }) => type))].map(
  (type, index) => ({
    id: 9_000_000_000_001 + index,
    handle: type?.toLowerCase() ?? "all",
    title: type ?? "Everything",
    products: PRODUCTS.filter((one) => type === null || one.type === type),
  }),
);

export const productOfVariant = (variantId: number): Product | undefined =>
  PRODUCTS.find((product) => product.variantId === variantId);
