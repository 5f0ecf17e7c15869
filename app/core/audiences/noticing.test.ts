import { describe, expect, test } from "vitest";
import { differences, withMoves, type Noticed } from "./noticing.ts";

const member = (profile: string, segmentId = 1, until: Date | null = null): Noticed => ({ segmentId, profile, until });

describe("what changed", () => {
  test("who came, who went, and whose membership ends at another time", () => {
    const [early, late] = [new Date(1), new Date(2)];
    const found = differences(
      [member("vgone"), member("vstays"), member("vrenewed", 1, early), member("vother", 2)],
      [member("vstays"), member("vrenewed", 1, late), member("vnew"), member("vother", 2)],
    );
    expect(found).toEqual({
      entered: [member("vnew")],
      renewed: [member("vrenewed", 1, late)],
      left: [member("vgone")],
      moved: [],
    });
  });
});

describe("a person counts once", () => {
  const counted = (before: Noticed[], after: Noticed[], kin: [was: string, now: string][]) => {
    const { entered, left, moved } = withMoves(
      differences(before, after),
      kin.map(([was, now]) => ({ was, now })),
    );
    return {
      entered: entered.length,
      left: left.length,
      moved: moved.map(({ from, profile }) => `${from} ${profile}`),
    };
  };

  test("a visitor who became a customer moved", () => {
    expect(counted([member("vx")], [member("c1")], [["vx", "c1"]])).toEqual({ entered: 0, left: 0, moved: ["vx c1"] });
  });

  test("of two members who are one person, one left", () => {
    const kin: [string, string][] = [["vx", "c1"], ["vy", "c1"]]; // prettier-ignore
    expect(counted([member("vx"), member("vy")], [member("c1")], kin)).toEqual({
      entered: 0,
      left: 1,
      moved: ["vx c1"],
    });
    expect(counted([member("vx"), member("c1")], [member("c1")], kin)).toEqual({ entered: 0, left: 1, moved: [] });
  });

  test("of one member who is two people, one entered", () => {
    expect(counted([member("c1")], [member("c1"), member("vx")], [["c1", "vx"]])).toMatchObject({
      entered: 1,
      left: 0,
    });
  });

  test("somebody else, or another segment, is no move", () => {
    expect(counted([member("vx")], [member("c1")], [["vy", "c1"]])).toEqual({ entered: 1, left: 1, moved: [] });
    expect(counted([member("vx", 1)], [member("c1", 2)], [["vx", "c1"]])).toEqual({ entered: 1, left: 1, moved: [] });
  });
});
