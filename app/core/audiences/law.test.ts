import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareStamps,
  isMember as memberAt,
  join,
  leftAt,
  untilOf,
  leave,
  mergeRegisters,
  type Registers,
  type Stamp,
} from "./law.ts";

const isMember = (registers: Registers) => memberAt(registers, {}, {}, 0);

interface Fact {
  kind: "join" | "leave";
  stamp: Stamp;
}
const fold = (facts: readonly Fact[]) =>
  facts.reduce<Registers>(
    (registers, { kind, stamp }) => mergeRegisters(registers, kind === "join" ? join(stamp) : leave(stamp)),
    {},
  );

const at = (minutes: number): Stamp => ({ at: minutes * 60_000, id: `event-${minutes}` });

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe("click at 10:00, leave at 10:05, click at 10:03", () => {
  const facts: Fact[] = [
    { kind: "join", stamp: at(600) },
    { kind: "leave", stamp: at(605) },
    { kind: "join", stamp: at(603) },
  ];
  test.each(permutations(facts).map((order) => [order.map((fact) => fact.stamp.id).join(", "), order] as const))(
    "%s: no member",
    (_name, order) => {
      expect(fold(order)).toEqual({ first: at(600), joined: at(603), left: at(605) });
      expect(isMember(fold(order))).toBe(false);
    },
  );
  test("a click at 10:09 makes a member", () => {
    expect(isMember(fold([...facts, { kind: "join", stamp: at(609) }]))).toBe(true);
  });
});

test("nobody is a member without a join, and at equal instants the join wins", () => {
  expect(isMember({})).toBe(false);
  expect(isMember(leave(at(1)))).toBe(false);
  expect(isMember(mergeRegisters(join(at(1)), leave(at(1))))).toBe(true);
});

const fact: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constantFrom("join", "leave"),
  stamp: fc.record({ at: fc.integer({ min: 0, max: 5 }), id: fc.constantFrom("a", "b", "c", "d") }),
});

test("any order, repetition and batching of the same facts gives the same registers", () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 12 }), fc.array(fc.nat(11)), fc.nat(12), (facts, order, split) => {
      const shuffled = [...facts].sort((a, b) => (order[facts.indexOf(a)] ?? 0) - (order[facts.indexOf(b)] ?? 0));
      const repeated = [...shuffled, ...facts.slice(0, 3)];
      const batched = mergeRegisters(fold(repeated.slice(0, split)), fold(repeated.slice(split)));
      expect(batched).toEqual(fold(facts));
    }),
  );
});

test("the registers are what a look over all facts says", () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 12 }), (facts) => {
      const sorted = (kind: Fact["kind"]) =>
        facts
          .filter((one) => one.kind === kind)
          .map((one) => one.stamp)
          .sort(compareStamps);
      const joins = sorted("join");
      const leaves = sorted("leave");
      expect(fold(facts)).toEqual({ first: joins[0], joined: joins.at(-1), left: leaves.at(-1) });
    }),
  );
});

describe("endings", () => {
  const DAY = 86_400_000;
  const joined = join({ at: 10 * DAY, id: "j" });
  test("after some days, by the last join: a repeat renews", () => {
    const ending = { afterDays: 3 };
    expect(untilOf(joined, ending)).toBe(13 * DAY);
    expect(memberAt(joined, ending, {}, 13 * DAY - 1)).toBe(true);
    expect(memberAt(joined, ending, {}, 13 * DAY)).toBe(false);
    expect(memberAt(mergeRegisters(joined, join({ at: 12 * DAY, id: "k" })), ending, {}, 14 * DAY)).toBe(true);
    expect(untilOf(joined, {})).toBeUndefined();
    expect(untilOf({}, ending)).toBeUndefined();
  });
  test.each<[string, Parameters<typeof memberAt>[1], Parameters<typeof memberAt>[2], boolean]>([
    ["an order after the join ends it", { onOrder: true }, { lastOrder: 11 * DAY }, false],
    ["an order at the same instant does not", { onOrder: true }, { lastOrder: 10 * DAY }, true],
    ["an order before does not", { onOrder: true }, { lastOrder: 9 * DAY }, true],
    ["an order ends no other audience", {}, { lastOrder: 11 * DAY }, true],
    ["joining the other audience ends it", { onJoining: 7 }, { joinedOther: 11 * DAY }, false],
    ["having joined it before does not", { onJoining: 7 }, { joinedOther: 9 * DAY }, true],
    ["none", { onOrder: true, onJoining: 7 }, {}, true],
  ])("%s", (_name, ending, around, member) => {
    expect(memberAt(joined, ending, around, 20 * DAY)).toBe(member);
  });
  test("the greatest leave stands", () => {
    expect(leftAt(leave({ at: 5, id: "l" }), { onOrder: true, onJoining: 7 }, { lastOrder: 9, joinedOther: 7 })).toBe(
      9,
    );
    expect(leftAt({}, {}, { lastOrder: 9 })).toBeUndefined();
  });
});
