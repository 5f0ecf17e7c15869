import { z } from "zod";
import {
  ACTS,
  GROUPS,
  LIKENESSES,
  ORDER_SUMS,
  PATH_TESTS,
  SIGHTS,
  type Definition,
} from "#app/core/segments/condition.ts";

const number = z.number();
const text = z.string();
const bound = z.enum(["least", "less"]);
const span = z.enum(["within", "before"]);
const condition = <K extends string, V extends z.ZodType>(kind: K, value: V) => z.tuple([z.literal(kind), value]);

/** The rule of a segment as the database keeps it. What a merchant may write is decided where it is posted (definition.form.ts). */
const definition: z.ZodType<Definition> = z.lazy(() =>
  z.union([
    condition("customer", z.null()),
    condition("seen", z.tuple([z.enum(["first", "last"]), span, number])),
    condition("visits", z.tuple([bound, number, number])),
    condition("viewed", z.tuple([z.enum(PATH_TESTS), text, bound, number, number])),
    condition("viewedThis", z.tuple([z.enum(SIGHTS), number, bound, number, number])),
    condition("viewedOf", z.tuple([z.enum(LIKENESSES), text, bound, number, number])),
    condition("did", z.tuple([z.enum(ACTS), number, bound, number, number])),
    condition("ordered", z.tuple([z.enum(ORDER_SUMS), number, bound, number, number])),
    condition("boughtOf", z.tuple([z.enum(LIKENESSES), text, bound, number, number])),
    condition("lastOrder", z.tuple([span, number])),
    condition("converted", z.tuple([number, number])),
    condition("member", z.tuple([number, bound, number])),
    condition("tagged", text),
    condition("subscribed", z.null()),
    condition("lifetime", z.tuple([z.enum(["orders", "spent"]), bound, number])),
    condition("attribute", z.tuple([text, text])),
    z.tuple([z.enum(GROUPS), z.array(definition)]),
  ]),
);

/** Reads a rule as it was stored. Throws where it can't be read. */
export const storedDefinition = (json: unknown): Definition => definition.parse(json);
