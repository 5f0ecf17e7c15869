import { describe, expect, test } from "vitest";
import { newPerson } from "../support/browser.ts";
import { POLL, QUIET_MS, shopForAll } from "../support/shop-for-all.ts";
import { button, FAIR, heading, overlay, type Front } from "../support/shop-front.ts";

const { dress, visit, address, browser } = shopForAll();
const EMAIL = { type: "email", name: "email", label: "Join", consent: "", withName: false } as const;
const CODE = { type: "code", name: "code", code: "TEN" } as const;
const choice = (name: string) =>
  ({ type: "choice", name, question: "Do you drink tea?", answers: ["Yes", "No"] }) as const;

async function signUp({ page }: Front, typed = "ada@example.com") {
  await overlay(page).getByLabel("E-mail").fill(typed);
  await overlay(page).getByRole("button", { name: "Join" }).click();
}
async function close({ page }: Front) {
  await overlay(page).getByRole("button", { name: "Close" }).click();
  await overlay(page).waitFor({ state: "detached" });
}

describe("an address", () => {
  test("that Shopify refuses (no dot after the @) is asked for again while the shopper is there", async () => {
    dress([{ blocks: [heading("Join us"), EMAIL] }]);
    const front = await visit();
    const { page, kinds } = front;
    await signUp(front, "ada@gmail");
    await overlay(page).getByText("such as name@example.com").waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await kinds()).not.toContain("submit");
    // What was meant is one click away.
    await overlay(page).getByRole("button", { name: "ada@gmail.com" }).click();
    expect(await overlay(page).getByLabel("E-mail").inputValue()).toBe("ada@gmail.com");
    await overlay(page).getByRole("button", { name: "Join" }).click();
    await overlay(page).getByText("Thank you").waitFor();
  });

  test("that nearly is a usual one is asked about, once", async () => {
    dress([{ blocks: [heading("Join us"), EMAIL] }]);
    const front = await visit();
    const { page, kinds } = front;
    await signUp(front, "ada@gmial.com");
    await overlay(page).getByRole("button", { name: "ada@gmail.com" }).waitFor();
    expect(await kinds()).not.toContain("submit");
    await overlay(page).getByRole("button", { name: "Join" }).click();
    await overlay(page).getByText("Thank you").waitFor();
    expect(await kinds()).toContain("submit");
  });
});

test("a browser without a clipboard (in-app browsers): the code is selected, and nothing is an error", async () => {
  dress([{ blocks: [heading("Ten off"), CODE] }]);
  const { page, errors } = await newPerson(browser());
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await page.goto(address("/"));
  await overlay(page).getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => page.evaluate(() => String(getSelection()).trim()), POLL).toBe("TEN");
  expect(errors).toEqual([]);
});

describe("after success", () => {
  test("who has signed up is not offered the form again by the tab", async () => {
    dress([{ blocks: [heading("Join us"), EMAIL], content: { teaser: "10 % off" } }]);
    const front = await visit();
    await signUp(front);
    await overlay(front.page).getByText("Thank you").waitFor();
    await close(front);
    await front.page.waitForTimeout(QUIET_MS);
    expect(await front.page.getByRole("button", { name: "10 % off" }).count()).toBe(0);
  });

  test("nor by the tab in another window, which stood there before", async () => {
    dress([{ blocks: [heading("Join us"), EMAIL], content: { teaser: "10 % off" } }]);
    const front = await visit();
    const other = await front.page.context().newPage();
    await other.goto(address("/search"));
    await close({ ...front, page: other });
    await other.getByRole("button", { name: "10 % off" }).waitFor();
    await signUp(front);
    await overlay(front.page).getByText("Thank you").waitFor();
    await other.getByRole("button", { name: "10 % off" }).waitFor({ state: "detached" });
  });

  test("closing the thanks is no dismissal: it is not counted, and the follow-up need not wait for a day", async () => {
    dress(
      [
        { pageTypes: ["index"], blocks: [heading("Join us"), EMAIL] },
        { pageTypes: ["search"], blocks: [heading("Your code")] },
      ],
      {},
      FAIR,
    );
    const front = await visit();
    await signUp(front);
    await overlay(front.page).getByText("Thank you").waitFor();
    await close(front);
    await expect.poll(front.kinds, POLL).toContain("submit");
    expect(await front.kinds()).not.toContain("dismiss");
    await front.page.goto(address("/search"));
    await overlay(front.page).getByRole("heading", { name: "Your code" }).waitFor();
  });

  test("nor is closing what was copied, or the step that thanks", async () => {
    dress([{ content: { steps: [[heading("Join us"), EMAIL], [heading("Use it today")]] }, pageTypes: ["index"] }]);
    const thanked = await visit();
    await signUp(thanked);
    await overlay(thanked.page).getByRole("heading", { name: "Use it today" }).waitFor();
    await close(thanked);
    expect(await thanked.kinds()).not.toContain("dismiss");

    dress([{ blocks: [heading("Ten off"), CODE] }]);
    const copied = await visit();
    await overlay(copied.page).getByRole("button", { name: "Copy" }).click();
    await close(copied);
    expect(await copied.kinds()).not.toContain("dismiss");
  });

  test("but an answer that leads to a form is no success yet: closing the form is a dismissal", async () => {
    dress([{ content: { steps: [[choice("choice")], [heading("Join us"), EMAIL]] } }]);
    const front = await visit();
    await overlay(front.page).getByRole("button", { name: "Yes" }).click();
    await overlay(front.page).getByRole("heading", { name: "Join us" }).waitFor();
    await front.page.keyboard.press("Escape");
    await expect.poll(front.kinds, POLL).toContain("dismiss");
  });
});

describe("the second click of a double click", () => {
  const centerOf = async ({ page }: Front, name: string) => {
    const box = await overlay(page).getByRole("button", { name }).boundingBox();
    return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
  };
  async function doubleClick({ page }: Front, place: readonly [number, number]) {
    await page.mouse.click(...place, { clickCount: 1 });
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await page.waitForTimeout(QUIET_MS);
  }

  test("answers no second question", async () => {
    dress([{ content: { steps: [[choice("choice")], [choice("choice2")], [heading("Done")]] } }]);
    const front = await visit();
    await doubleClick(front, await centerOf(front, "Yes"));
    const answered = async () =>
      (await front.heard()).filter(({ kind }) => kind === "submit").map(({ block }) => block);
    await expect.poll(answered, POLL).toEqual(["choice"]);
  });

  test("on “next” does not click what the next step has in the same place; nor does a second Enter", async () => {
    const leave = { ...button(["close"], "Close it"), name: "button2" };
    const steps = [
      [heading("One"), button(["next"])],
      [heading("Two"), leave],
    ];
    dress([{ content: { steps } }]);
    const front = await visit();
    await doubleClick(front, await centerOf(front, "Go"));
    expect(await overlay(front.page).getByRole("heading", { name: "Two" }).count()).toBe(1);
    await overlay(front.page).getByRole("button", { name: "Close it" }).click();
    await overlay(front.page).waitFor({ state: "detached" });

    dress([{ content: { steps: [[button(["next"])], [leave]] } }]);
    const typing = await visit();
    await overlay(typing.page).getByRole("button", { name: "Go" }).focus();
    await Promise.all([typing.page.keyboard.press("Enter"), typing.page.keyboard.press("Enter")]);
    await typing.page.waitForTimeout(QUIET_MS);
    expect(await overlay(typing.page).getByRole("button", { name: "Close it" }).count()).toBe(1);
  });

  test("on a form does not close the thanks, though what it hits is the backdrop by then", async () => {
    dress([{ blocks: [heading("Join us"), EMAIL] }]);
    const front = await visit();
    await overlay(front.page).getByLabel("E-mail").fill("ada@example.com");
    await doubleClick(front, await centerOf(front, "Join"));
    await overlay(front.page).getByText("Thank you").waitFor();
  });
});
