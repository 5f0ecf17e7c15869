import { describe, expect, test } from "vitest";
import type { OwnCondition } from "#app/core/campaigns/settings.ts";
import { bar, button, counted, FREE, heading, look, overlay, type Wanted } from "../support/shop-front.ts";
import { POLL, shopForAll, showsNothing } from "../support/shop-for-all.ts";

const { dress, visit, address, sandbox } = shopForAll();

/** Shows in the shop's time zone (Vienna's) what is asked of this moment. */
const when = (...conditions: OwnCondition[]): Wanted => ({ conditions: ["all", [["all", conditions]]] });
const local = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en", { timeZone: "Europe/Vienna", ...options }).format(new Date()).toLowerCase();

describe("conditions", () => {
  test("weekday and hour are the shop's; a star stands for anything; the market is Shopify's", async () => {
    const today = local({ weekday: "short" });
    dress([
      { ...when(["text", ["day", "is", [today === "mon" ? "tue" : "mon"]]]), priority: 90 },
      { ...when(["text", ["path", "like", ["/products/*-pot"]]]), priority: 80 },
      {
        ...when(
          ["text", ["day", "is", [today]]],
          ["number", ["hour", "least", Number(local({ hour: "numeric", hourCycle: "h23" }))]],
          ["text", ["market", "is", ["united-states"]]],
        ),
        blocks: [heading("Now")],
      },
    ]);
    await overlay((await visit("/collections/all")).page)
      .getByRole("heading", { name: "Now" })
      .waitFor();
    await overlay((await visit("/products/fern-pot")).page)
      .getByRole("heading", { name: "Campaign 2" })
      .waitFor();
  });

  test("a browser that lacks the shop's time zone goes by its own clock", async () => {
    const today = new Date().toLocaleString("en", { weekday: "short" }).toLowerCase();
    dress(
      [{ ...when(["text", ["day", "is", [today]]], ["number", ["hour", "less", 24]]) }, { blocks: [heading("Else")] }],
      {},
      { ...FREE, timeZone: "Europe/Nowhere" },
    );
    const { page, errors } = await visit("/collections/all");
    await overlay(page).getByRole("heading", { name: "Campaign 1" }).waitFor();
    expect(errors).toEqual([]);
  });

  test("groups: none of these, or all of those", async () => {
    const path = (text: string) => ["text", ["path", "is", [text]]] as const;
    dress([
      {
        conditions: [
          "any",
          [
            ["none", [path("/"), path("/search")]],
            ["all", [path("/search"), ["text", ["query", "has", ["q=tea"]]]]],
          ],
        ],
      },
    ]);
    await showsNothing(await visit("/"));
    await showsNothing(await visit("/search"));
    await overlay((await visit("/search?q=tea")).page).waitFor();
    await overlay((await visit("/cart")).page).waitFor();
  });

  test("what is in the cart: by type, whatever its case, and only as a whole", async () => {
    dress([
      { ...when(["text", ["types", "has", ["|plant|"]]]), priority: 90, blocks: [heading("A part of a type")] },
      { ...when(["text", ["types", "has", ["|plants|"]]]), blocks: [heading("Plants")] },
    ]);
    const front = await visit("/cart");
    await showsNothing(front);
    await front.page.goto(address("/products/fern-pot"));
    await front.page.getByRole("button", { name: "Add to cart" }).click();
    await overlay(front.page).getByRole("heading", { name: "Plants" }).waitFor();
  });

  test("what this visitor did with a campaign, and how long the visit is", async () => {
    const closed = ["past", [1, "dismissed", "least", 1, 7]] as const;
    dress([
      { priority: 90, frequency: ["once"] },
      { ...when(closed, ["number", ["pages", "least", 2]]), blocks: [heading("Still here?")] },
    ]);
    const front = await visit("/");
    await overlay(front.page).getByRole("heading", { name: "Campaign 1" }).waitFor();
    await front.page.keyboard.press("Escape");
    await expect.poll(front.kinds, POLL).toContain("dismiss");
    await front.page.goto(address("/cart"));
    await overlay(front.page).getByRole("heading", { name: "Still here?" }).waitFor();
  });

  test("a schedule: not before, and not after", async () => {
    const now = Math.floor(Date.now() / 1_000);
    dress([
      { schedule: { from: now + 3_600, until: null }, priority: 90 },
      { schedule: { from: null, until: now - 3_600 }, priority: 80 },
      { schedule: { from: now - 3_600, until: now + 3_600 } },
    ]);
    await overlay((await visit()).page)
      .getByRole("heading", { name: "Campaign 3" })
      .waitFor();
  });

  test("no full screen on a phone for who comes from a search engine, on the first page", async () => {
    dress([{ content: { surface: "full" }, priority: 90 }, { content: { surface: "bar" } }]);
    const front = await visit("/search");
    const { page } = front;
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setDeviceMetricsOverride", {
      width: 390,
      height: 800,
      deviceScaleFactor: 1,
      mobile: true,
      screenWidth: 390,
      screenHeight: 800,
    });
    await client.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await page.evaluate(() => localStorage.clear());
    await page.goto(address("/"), { referer: "https://www.google.com/" });
    await bar(page).waitFor();
    expect(await overlay(page).count()).toBe(0);
    await page.goto(address("/cart"), { referer: address("/") });
    await overlay(page).waitFor();
  });
});

describe("frequency", () => {
  test("twice a day, then not", async () => {
    dress([{ frequency: ["day", 2] }]);
    const front = await visit();
    for (const next of ["/cart", "/search"]) {
      await overlay(front.page).waitFor();
      await front.page.goto(address(next));
    }
    await counted(front.page, 3);
    await showsNothing(front);
  });

  test("a campaign that stops after an order, once an answer has told of one", async () => {
    dress([{ stopAfterOrder: true, frequency: ["page"], priority: 90 }, { content: { surface: "bar" } }]);
    const front = await visit();
    await overlay(front.page).waitFor();
    await front.page.evaluate(() => {
      const memory = JSON.parse(localStorage.getItem("throughline") ?? "{}") as object;
      localStorage.setItem("throughline", JSON.stringify({ ...memory, members: { keys: ["=1"], at: Date.now() } }));
    });
    await front.page.goto(address("/search"));
    await bar(front.page).waitFor();
    expect(await overlay(front.page).count()).toBe(0);
  });

  test("a bar that was closed once never shows again", async () => {
    dress([{ content: { surface: "bar" }, mostDismissals: 1 }]);
    const front = await visit();
    await bar(front.page).getByRole("button", { name: "Close" }).click();
    await expect.poll(front.kinds, POLL).toContain("dismiss");
    await front.page.goto(address("/cart"));
    await counted(front.page, 2);
    await showsNothing(front);
  });
});

describe("content", () => {
  test("fields say who reads: a customer's name, else what stands in for it; what the cart holds; the code", async () => {
    dress([
      {
        blocks: [
          heading('Hello {{ customer.first_name | default: "there" }}'),
          { type: "text", name: "text", text: "{{ cart.items }} things for {{ cart.total }}: [use {{ code }}](/cart)" },
          { type: "code", name: "code", code: "TEN" },
        ],
      },
    ]);
    const { page } = await visit("/products/copper-kettle");
    await overlay(page).getByRole("heading", { name: "Hello there" }).waitFor();
    await overlay(page).getByText("0 things for €0.00: use TEN").waitFor();
    sandbox().world.change((state) => {
      state.customers.push({
        id: 7_000_000_000_900,
        email: "ada@example.com",
        firstName: "Ada [x](https://evil.example)",
      });
    });
    await page.context().addCookies([{ name: "customer", value: "7000000000900", url: address("/") }]);
    await page.reload();
    await overlay(page).getByRole("heading", { name: "Hello Ada xhttps://evil.example" }).waitFor();
  });

  test("blocks of half the width stand side by side where there is room", async () => {
    const half = (name: string) => ({ type: "button", name, label: name, act: ["close"], half: true }) as const;
    dress([
      {
        blocks: [heading("Which?"), half("button"), half("button2"), button(["close"], "Neither")],
        content: look({ animation: "none" }),
      },
    ]);
    const { page } = await visit();
    const box = async (name: string) => overlay(page).getByRole("button", { name, exact: true }).boundingBox();
    await overlay(page).waitFor();
    const [left, right, below] = [await box("button"), await box("button2"), await box("Neither")];
    expect(left?.y).toBe(right?.y);
    expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0) - 1);
    expect(below?.y).toBeGreaterThan(left?.y ?? 0);
  });
});
