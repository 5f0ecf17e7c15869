import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { newPerson } from "../support/browser.ts";
import { POLL, shopForAll } from "../support/shop-for-all.ts";
import { button, heading, overlay, shopper } from "../support/shop-front.ts";

const EVENTS = "**/apps/throughline/events";
const { address, browser, dress } = shopForAll();
beforeEach(() => dress([{ blocks: [heading("Hello"), button(["close"])] }]));

test("a strict content security policy: no eval, no inline style or handler is needed", async () => {
  const { page, errors } = await newPerson(browser());
  await page.route(address("/cart"), async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    // The shop's own inline script is allowed by its hash; nothing of ours may need that.
    const [, own = ""] = /<script>([^<]*)<\/script>/.exec(body) ?? [];
    const hash = createHash("sha256").update(own).digest("base64");
    const policy = `default-src 'self'; img-src 'self' data:; script-src 'self' 'sha256-${hash}'; style-src 'self'`;
    await route.fulfill({ response, body, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.goto(address("/cart"));
  await overlay(page).getByRole("heading", { name: "Hello" }).waitFor();
  const card = overlay(page).locator(".card");
  expect(await card.evaluate((element) => getComputedStyle(element).borderRadius)).toBe("12px");
  await overlay(page).getByRole("button", { name: "Go" }).click();
  await overlay(page).waitFor({ state: "detached" });
  expect(errors).toEqual([]);
});

test("storage is blocked: campaigns show, and nothing is an error", async () => {
  const { page, errors } = await newPerson(browser());
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.goto(address(""));
  await overlay(page).waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "detached" });
  expect(errors).toEqual([]);
});

test.each([
  ["answers garbage", { status: 200, contentType: "text/html", body: "<!doctype html><p>Maintenance" }],
  ["is blocked", null],
])("the app %s: the shop is unharmed, and events arrive later, once", async (_name, answer) => {
  const front = await shopper(browser(), address(""), "/search");
  const { page } = front;
  await page.route(EVENTS, (route) => (answer ? route.fulfill(answer) : route.abort()));
  await page.reload();
  await overlay(page).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(front.kinds, POLL).toContain("dismiss");
  const queued = () =>
    page.evaluate(
      () => (JSON.parse(localStorage.getItem("throughline") ?? "{}") as { queue?: { id: string }[] }).queue ?? [],
    );
  await expect.poll(async () => (await queued()).length, POLL).toBeGreaterThanOrEqual(3);
  const waiting = (await queued()).map((event) => event.id);
  await page.unroute(EVENTS);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/events")) return;
    const { events } = JSON.parse(request.postData() ?? "{}") as { events: { id: string }[] };
    sent.push(...events.map((event) => event.id));
  });
  await page.goto(address("/cart"));
  await expect.poll(async () => (await queued()).filter((event) => waiting.includes(event.id)).length, POLL).toBe(0);
  for (const id of waiting) expect(sent.filter((one) => one === id)).toHaveLength(1);
});
