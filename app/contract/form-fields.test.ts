import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tags, tagText } from "./form-fields.ts";

const messageOf = (text: string) => {
  const parsed = tags.safeParse(text);
  return parsed.success ? null : parsed.error.issues[0]?.message;
};

describe("tags", () => {
  test.each<[string, string[]]>([
    ["", []],
    [" , ,", []],
    ["Summer, VIP ,summer", ["summer", "vip"]],
    ["two   words，ｆｕｌｌ", ["two words", "full"]],
  ])("%j are read as %j", (text, words) => {
    expect(tags.parse(text)).toEqual(words);
  });

  test.each<[string, string, RegExp]>([
    ["eleven of them", Array.from({ length: 11 }, (_, at) => `t${at}`).join(), /at most 10 tags/],
    ["one of 41 characters", "x".repeat(41), /at most 40 characters/],
    ["what PostgreSQL can't keep", "a\0b", /can't be stored/],
    ["half a surrogate pair", "\ud800", /can't be stored/],
  ])("%s are refused in words", (_name, text, message) => {
    expect(messageOf(text)).toMatch(message);
  });

  test("what the form shows of them is read as the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const parsed = tags.safeParse(text);
        if (parsed.success) expect(tags.parse(tagText(parsed.data))).toEqual(parsed.data);
      }),
    );
  });
});
