import { expect, test } from "vitest";
import { isEmail, meantEmail } from "./email.ts";

test.each([
  ["ada@example.com", true],
  ["ada.l+shop@mail.example.co.uk", true],
  ["ada@müller.example", true],
  ["ada@例え.テスト", true],
  ["ada@gmail", false],
  ["ada@gmail.", false],
  ["ada@.com", false],
  ["ada@gmail..com", false],
  ["ada@gmail.c", false],
  ["ada@127.0.0.1", false],
  ["ada@a@example.com", false],
  ["ada example@example.com", false],
  ["example.com", false],
])("%s is an address that mail can go to: %s", (text, expected) => {
  expect(isEmail(text)).toBe(expected);
});

test.each([
  ["ada@gmail", "ada@gmail.com"],
  ["Ada@GMAIL", "Ada@gmail.com"],
  ["ada@gmial.com", "ada@gmail.com"],
  ["ada@gmail.co", "ada@gmail.com"],
  ["ada@gmail.comm", "ada@gmail.com"],
  ["ada@hotnail.com", "ada@hotmail.com"],
  [" ada@web.dee ", "ada@web.de"],
  ["ada@gmail.com", undefined],
  ["ada@ymail.com", undefined],
  ["ada@gmx.ch", undefined],
  ["ada@example.com", undefined],
  ["ada@example", undefined],
  ["ada", undefined],
])("by %j somebody means %s", (text, expected) => {
  expect(meantEmail(text)).toBe(expected);
});
