import { describe, expect, test } from "vitest";
import type { Condition } from "#app/core/targeting/rule.ts";
import { isHeldOut, variantOf } from "#app/core/experiments/arms.ts";
import { makeContent } from "#app/core/campaigns/content.fake.ts";
import { newPerson } from "../support/browser.ts";
import { POLL, QUIET_MS, shopForAll, showsNothing } from "../support/shop-for-all.ts";
import { bar, counted, FAIR, heading, overlay, type Front } from "../support/shop-front.ts";

const { browser, dress, visit, address } = shopForAll();

describe("triggers", () => {
  test.each(["document", "inner"] as const)("half of the page was scrolled (%s)", async (scroller) => {
    dress([{ trigger: ["scroll", 90] }], { scroller });
    const front = await visit("/collections/all", { width: 400, height: 500 });
    await showsNothing(front);
    await front.page.mouse.move(200, 250);
    await front.page.mouse.wheel(0, 200);
    await showsNothing(front);
    await front.page.mouse.wheel(0, 5_000);
    await overlay(front.page).waitFor();
  });

  test("the pointer leaves at the top; not at the side", async () => {
    dress([{ trigger: ["exit"] }]);
    const front = await visit();
    const leave = (clientX: number, clientY: number) =>
      front.page.evaluate(
        ([x, y]) =>
          document.documentElement.dispatchEvent(new MouseEvent("mouseout", { clientX: x, clientY: y, bubbles: true })),
        [clientX, clientY] as const,
      );
    await leave(-1, 300);
    await showsNothing(front);
    await leave(300, -1);
    await overlay(front.page).waitFor();
  });

  test("nothing was done for a while, and each sign of life begins it again", async () => {
    dress([{ trigger: ["idle", 1] }]);
    const front = await visit();
    for (let at = 0; at < 4; at++) {
      await front.page.waitForTimeout(400);
      await front.page.mouse.move(at * 10, 100);
    }
    expect(await front.kinds()).toEqual([]);
    await overlay(front.page).waitFor();
  });

  test("once it has fired, or will not any more, nothing listens", async () => {
    dress([
      {
        trigger: [
          "any",
          [
            ["idle", 1],
            ["scroll", 90],
            ["click", "a"],
          ],
        ],
      },
    ]);
    const { page } = await newPerson(browser());
    await page.addInitScript(() => {
      const signals: AbortSignal[] = [];
      Object.assign(window, { signals });
      const add = document.addEventListener.bind(document);
      document.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
        if (options?.signal) signals.push(options.signal);
        add(type, listener, options);
      };
    });
    await page.goto(address(""));
    const listening = () =>
      page.evaluate(() => (window as unknown as { signals: AbortSignal[] }).signals.map((one) => one.aborted));
    await expect.poll(async () => (await listening()).length, POLL).toBeGreaterThan(5);
    await overlay(page).waitFor();
    expect(await listening()).not.toContain(false);
  });

  test("an element is clicked by a person, and the click goes its way; a selector that is none harms nothing", async () => {
    dress([{ trigger: ["click", "nav a[href='/search']"] }, { trigger: ["click", "[[["] }]);
    const front = await visit("/cart");
    await front.page.evaluate(() =>
      document
        .querySelector<HTMLElement>("nav a[href='/search']")
        ?.addEventListener("click", (event) => event.preventDefault()),
    );
    await front.page.evaluate(() => document.querySelector<HTMLElement>("nav a[href='/search']")?.click());
    await showsNothing(front);
    await front.page.getByRole("link", { name: "Search" }).click();
    await overlay(front.page).waitFor();
    expect(front.errors).toEqual([]);
  });

  test("something is added, the cart is worth so much; the theme's drawer is waited for", async () => {
    dress([{ trigger: ["all", [["added"], ["cart", 60]]] }], { scroller: "inner" });
    const front = await visit("/products/fern-pot");
    await front.page.getByRole("button", { name: "Add to cart" }).click();
    const drawer = front.page.getByRole("dialog", { name: "Cart" });
    await drawer.getByText("In your cart: 1").waitFor();
    await drawer.getByRole("button", { name: "Go on shopping" }).click();
    await showsNothing(front);
    await front.page.getByRole("button", { name: "Add to cart" }).click();
    await drawer.getByText("In your cart: 2").waitFor();
    await showsNothing(front);
    await drawer.getByRole("button", { name: "Go on shopping" }).click();
    await overlay(front.page).waitFor();
  });

  test("the third page of the visit, and each later one", async () => {
    dress([{ trigger: ["pages", 3] }]);
    const front = await visit();
    await counted(front.page, 1);
    await front.page.goto(address("/cart"));
    await counted(front.page, 2);
    await showsNothing(front);
    await front.page.goto(address("/search"));
    await overlay(front.page).waitFor();
  });

  test("any of several is enough", async () => {
    dress([
      {
        trigger: [
          "any",
          [
            ["scroll", 100],
            ["delay", 1],
          ],
        ],
      },
    ]);
    await overlay((await visit()).page).waitFor();
  });
});

test("conditions: where the page is, how the visit began, who looks, what the cart holds", async () => {
  const when = (condition: Condition<"text" | "number">, content = {}) =>
    ({ conditions: ["all", [["all", [condition]]]], trigger: ["load"], ...content }) as const;
  const path = when(["text", ["path", "starts", ["/collections/"]]]);
  dress([path], {});
  const front = await visit("/search");
  await showsNothing(front);
  await front.page.goto(address("/collections/all"));
  await overlay(front.page).waitFor();

  dress([when(["text", ["source", "is", ["news"]]])], {});
  const reader = await visit("/?utm_source=News");
  await overlay(reader.page).waitFor();
  // The whole visit came from there.
  await reader.page.goto(address("/cart"));
  await overlay(reader.page).waitFor();
  await showsNothing(await visit("/?utm_source=paper"));

  dress([when(["text", ["country", "is", ["us"]]]), when(["text", ["language", "is", ["fr"]]])], {
    locale: "fr",
  });
  await overlay((await visit()).page)
    .getByRole("heading", { name: "Campaign 1" })
    .waitFor();

  dress([when(["number", ["cart", "least", 50]])], {});
  const buyer = await visit("/products/copper-kettle");
  await showsNothing(buyer);
  await buyer.page.getByRole("button", { name: "Add to cart" }).click();
  await overlay(buyer.page).waitFor();
});

describe("consent", () => {
  test("a bar that asks for nothing shows before the shopper is asked; what must remember does not; nothing is stored", async () => {
    const content = { surface: "bar" } as const;
    dress([{ content, frequency: ["visit"], priority: 90 }, { content }, { priority: 99 }], { region: "EU" });
    const { page } = await visit();
    await bar(page).getByRole("heading", { name: "Campaign 2" }).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await overlay(page).count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await page.getByRole("button", { name: "Accept" }).click();
    await overlay(page).getByRole("heading", { name: "Campaign 3" }).waitFor();
  });

  test("where no consent is needed nobody is asked", async () => {
    dress([{}], { region: "US" });
    const { page } = await visit();
    await overlay(page).waitFor();
    expect(await page.getByRole("button", { name: "Accept" }).isVisible()).toBe(false);
  });
});

describe("fairness", () => {
  test("one overlay a page, two a visit; the first by priority", async () => {
    dress([{ priority: 10 }, { priority: 60 }], {}, { ...FAIR, quietHours: 0 });
    const { page } = await visit();
    for (let at = 0; at < 2; at++) {
      await overlay(page).getByRole("heading", { name: "Campaign 2" }).waitFor();
      await page.keyboard.press("Escape");
      await overlay(page).waitFor({ state: "detached" });
      await page.waitForTimeout(100);
      await page.reload();
    }
    await page.waitForTimeout(QUIET_MS);
    expect(await overlay(page).count()).toBe(0);
  });

  test("a day of quiet after one was closed, for every overlay; bars go on", async () => {
    dress([{}, { content: { surface: "bar" }, trigger: ["pages", 2] }], {}, FAIR);
    const { page, kinds } = await visit();
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(kinds, POLL).toContain("dismiss");
    dress([{}, { content: { surface: "bar" }, trigger: ["pages", 2] }, {}], {}, FAIR);
    await page.reload();
    await bar(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await overlay(page).count()).toBe(0);
  });

  test("while a dialog of the theme is open, an overlay waits", async () => {
    // Long enough for the menu to be open first, on a busy machine too.
    dress([{ trigger: ["delay", 8] }]);
    const front = await visit();
    await front.page.getByRole("button", { name: "Menu" }).click();
    await front.page.waitForTimeout(8_500);
    expect(await front.kinds()).toEqual([]);
    await front.page.getByRole("button", { name: "Close menu" }).click();
    await overlay(front.page).waitFor();
  });
});

describe("experiments", () => {
  const idOf = ({ page }: Front) =>
    page.evaluate(() => (JSON.parse(localStorage.getItem("throughline") ?? "{}") as { id?: string }).id ?? "");

  test("the browser draws arm and variant as the server would, and keeps them; who is held out sees the next campaign", async () => {
    const variants = [
      { id: "a", weight: 1, content: makeContent([heading("Variant a")]) },
      { id: "b", weight: 1, content: makeContent([heading("Variant b")]) },
    ];
    dress([{ variants, holdout: 50, priority: 90 }, { blocks: [heading("The other")] }]);
    for (let person = 0; person < 6; person++) {
      const front = await visit();
      await overlay(front.page).waitFor();
      const lot = { visitor: await idOf(front), campaign: 1, run: 1 };
      const held = isHeldOut(lot, 50);
      const [variant] = variantOf(
        [
          ["a", 1],
          ["b", 1],
        ],
        lot,
      );
      await overlay(front.page)
        .getByRole("heading", { name: held ? "The other" : `Variant ${variant}` })
        .waitFor();
      expect((await front.heard()).find((event) => event.campaign === 1)).toMatchObject(
        held ? { kind: "exposure", variant: "" } : { kind: "exposure", variant },
      );
      await front.page.context().close();
    }
  });
});

test("the theme editor shows the campaign that its settings choose, and nothing else; nothing is counted", async () => {
  dress([{ content: { surface: "bar" } }, { trigger: ["delay", 600], blocks: [heading("Chosen")] }]);
  const front = await visit("/?__editor=2");
  await overlay(front.page).getByRole("heading", { name: "Chosen" }).waitFor();
  await showsNothing(front);
  expect(await bar(front.page).count()).toBe(0);
  expect(await front.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const other = await visit("/?__editor=");
  await showsNothing(other);
  expect(await overlay(other.page).count()).toBe(0);
});

/** docs/storefront.md */
interface ThroughlineApi {
  on(kind: string, callback: (event: CustomEvent<{ campaign: number }>) => void): void;
  consent(): { marketing: boolean };
  show(campaign: number): boolean;
}

test("the theme's own code can show a campaign and listen", async () => {
  dress([{ trigger: ["delay", 600] }]);
  const { page } = await visit();
  const told = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const api = (window as unknown as { Throughline?: ThroughlineApi }).Throughline;
        api?.on("exposure", (event) => resolve([event.detail.campaign, api.consent().marketing, api.show(99)]));
        api?.show(1);
      }),
  );
  expect(told).toEqual([1, true, false]);
  await overlay(page).waitFor();
});
