import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { newPerson } from "../support/browser.ts";
import { shopForAll } from "../support/shop-for-all.ts";
import { bar, button, heading, overlay } from "../support/shop-front.ts";

const { dress, address, browser } = shopForAll();
const EMAIL = { type: "email", name: "email", label: "Join", consent: "", withName: true } as const;

describe.each(["slide", "bar"] as const)("%s: it shows while somebody types", (surface) => {
  const open = async () => {
    dress([{ trigger: ["delay", 3], blocks: [heading("Hello"), EMAIL], content: { surface } }]);
    const { page } = await newPerson(browser());
    await page.goto(address("/search"));
    const shown = () => (surface === "bar" ? bar(page) : overlay(page)).waitFor();
    return { page, shown };
  };

  test("the field is not left for a moment: no blur, and no change before it is one", async () => {
    const { page, shown } = await open();
    await page.getByRole("searchbox").focus();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const kind of ["blur", "focusout", "change"])
        document.querySelector("input[type=search]")?.addEventListener(kind, () => heard.push(kind));
    });
    await page.keyboard.type("ket");
    await shown();
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  });

  test("a field in a component of its own (a shadow root) keeps the focus", async () => {
    const { page, shown } = await open();
    await page.evaluate(() => {
      const host = document.createElement("predictive-search");
      const field = document.createElement("input");
      host.attachShadow({ mode: "open" }).append(field);
      document.querySelector("main")?.prepend(host);
      field.focus();
    });
    await page.keyboard.type("ket");
    await shown();
    await page.keyboard.type("tle");
    const value = () =>
      page.evaluate(() => document.querySelector("predictive-search")?.shadowRoot?.querySelector("input")?.value);
    expect(await value()).toBe("kettle");
  });
});

test.each(["popup", "full"] as const)("%s: it waits until who types has finished", async (surface) => {
  dress([{ trigger: ["delay", 3], blocks: [heading("Hello")], content: { surface } }]);
  const { page } = await newPerson(browser());
  await page.goto(address("/search"));
  await page.getByRole("searchbox").focus();
  // Past the trigger's moment, without a pause.
  await page.keyboard.type("something that sings on the stove", { delay: 150 });
  expect(await page.getByRole("searchbox").inputValue()).toBe("something that sings on the stove");
  await overlay(page).waitFor();
});

/** A theme's shortcuts, which spare what is typed into a field: all that they see of ours is its host. */
const shortcuts = (capture: boolean) => (page: Page) =>
  page.addInitScript((early) => {
    for (const type of ["keydown", "keypress", "keyup"])
      document.addEventListener(
        type,
        (event) => {
          const { target, key } = event as KeyboardEvent;
          if ((target as Element).matches("input, textarea, select, [contenteditable]")) return;
          if (key === "s" || key === "/" || key === "Enter") event.preventDefault();
        },
        early,
      );
  }, capture);

describe.each([
  ["listens as they rise", shortcuts(false)],
  ["listens as they come down", shortcuts(true)],
])("a theme with single-key shortcuts that %s", (_name, install) => {
  test.each(["popup", "slide", "bar", "full"] as const)(
    "%s: what is typed into the form is not swallowed, nor is Enter",
    async (surface) => {
      dress([{ blocks: [heading("Join us"), EMAIL], content: { surface } }]);
      const { page } = await newPerson(browser());
      await install(page);
      await page.goto(address("/"));
      const frame = surface === "bar" ? bar(page) : overlay(page);
      await frame.getByLabel("First name").focus();
      await page.keyboard.type("Tess/Sass");
      expect(await frame.getByLabel("First name").inputValue()).toBe("Tess/Sass");
      await frame.getByLabel("E-mail").fill("tess@example.com");
      await page.keyboard.press("Enter");
      await frame.getByText("Thank you").waitFor();
    },
  );

  test("inline: neither", async () => {
    dress([{ placement: "home", blocks: [heading("Join us"), EMAIL], content: { surface: "inline" } }]);
    const { page } = await newPerson(browser());
    await install(page);
    await page.goto(address("/"));
    await page.getByLabel("First name").focus();
    await page.keyboard.type("Tess/Sass");
    expect(await page.getByLabel("First name").inputValue()).toBe("Tess/Sass");
  });
});

test("clicks, wheels and copies within ours are no business of the theme's", async () => {
  dress([{ blocks: [heading("Join us"), EMAIL, button(["next"])], content: { surface: "slide" } }]);
  const { page } = await newPerson(browser());
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const kind of ["click", "pointerdown", "input", "focusin", "wheel", "copy"])
      document.addEventListener(kind, (event) => {
        if ((event.target as Element).id === "throughline") heard.push(kind);
      });
  });
  await page.goto(address("/"));
  await overlay(page).getByLabel("First name").click();
  await page.keyboard.type("Tess");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await page.mouse.wheel(0, 100);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
});
