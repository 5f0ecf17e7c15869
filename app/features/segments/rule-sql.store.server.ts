import {
  EVER,
  isGroup,
  type Act,
  type Bound,
  type Condition,
  type ConditionKind,
  type Definition,
  type Likeness,
  type Sight,
} from "#app/core/segments/condition.ts";
import { meantPaths } from "#app/core/targeting/written-path.ts";
import { customersOfVisitors } from "#app/features/people/index.server.ts";
import { Prisma } from "#app/infra/db.server.ts";

/** The shop and the moment that a rule is asked for. */
export interface Asked {
  readonly shopId: number;
  readonly now: Date;
  /** Of everybody, not of a few. */
  readonly all: boolean;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const { sql, empty, join } = Prisma;
const TRUE = sql`true`;
const FALSE = sql`false`;
const KINDS: Readonly<Record<Act, string>> = {
  saw: "impression",
  clicked: "click",
  engaged: "engagement",
  submitted: "submit",
  dismissed: "dismiss",
};

/**
 * Who is looked at, as SQL. `who` stands for a profile: its visitor's id, or its customer's number as one. It is shorter
 * than the profile's name, and compared faster. No visitor can have a customer's: the thirteenth digit of a UUIDv7 is a 7,
 * of a number it is 0.
 */
export interface People {
  /** All of a shop: then events are counted before they are laid to people's charge, which suits many and not few. */
  readonly all: boolean;
  /** (who, visitor, nobodys, ref, first_seen, last_seen) of each visitor; none that came in an unusual crowd. */
  readonly visitors: Prisma.Sql;
  /** (who, customer) of each customer. */
  readonly customers: Prisma.Sql;
}

const whoIs = (customer: Prisma.Sql) => sql`lpad(to_hex(${customer}), 32, '0')::uuid`;

/** Everybody of the shop, as the links have them now. */
export const everybody = (shopId: number): People => ({
  all: true,
  visitors: sql`
    SELECT COALESCE(${whoIs(sql`o.customer_id`)}, x.id) AS who, x.id AS visitor, o.customer_id IS NULL AS nobodys, x.ref,
           x.first_seen, x.last_seen
    FROM visitor x
    LEFT JOIN (${customersOfVisitors(sql`l.shop_id = ${shopId}`)}) o ON o.visitor_id = x.id
    WHERE x.shop_id = ${shopId} AND NOT x.unusual`,
  customers: sql`
    SELECT ${whoIs(sql`k.customer_id`)} AS who, k.customer_id AS customer
    FROM (SELECT customer_id FROM link WHERE shop_id = ${shopId}
          UNION SELECT customer_id FROM "order" WHERE shop_id = ${shopId} AND customer_id IS NOT NULL
          UNION SELECT identity_id::bigint FROM membership WHERE shop_id = ${shopId} AND identity = 'customer'
          UNION SELECT id FROM customer WHERE shop_id = ${shopId}) k`,
});

/** A few profiles: `identities` is SQL that gives their (profile, identity, identity_id). */
export const peopleWith = (shopId: number, identities: Prisma.Sql): People => ({
  all: false,
  visitors: sql`
    SELECT CASE WHEN i.profile LIKE 'c%' THEN ${whoIs(sql`substr(i.profile, 2)::bigint`)} ELSE x.id END AS who,
           x.id AS visitor, i.profile LIKE 'v%' AS nobodys, x.ref, x.first_seen, x.last_seen
    FROM (${identities}) i JOIN visitor x ON x.shop_id = ${shopId} AND x.id = i.identity_id::uuid
    WHERE i.identity = 'visitor' AND NOT x.unusual`,
  customers: sql`
    SELECT ${whoIs(sql`i.identity_id::bigint`)} AS who, i.identity_id::bigint AS customer
    FROM (${identities}) i WHERE i.identity = 'customer'`,
});

/**
 * SQL: the profiles that meet a rule (core/segments says what each condition means). Only what shoppers did under
 * marketing consent is looked at.
 */
export function membersByRule(definition: Definition, people: People, shop: Omit<Asked, "all">): Prisma.Sql {
  const asked = { ...shop, all: people.all };
  const { shopId } = asked;
  const counts = sql`NOT o.test AND o.cancelled_at IS NULL
    AND o.currency = (SELECT s.currency FROM shop s WHERE s.id = ${shopId})`;
  return sql`
    WITH v AS MATERIALIZED (${people.visitors}),
    c AS MATERIALIZED (${people.customers}),
    mine AS MATERIALIZED (
      -- An order is its customer's; without one, that of the visitor whose reference its cart carried. Found once, by
      -- whose it is: the planner takes what is younger than its statistics for next to nothing, and would begin there.
      SELECT o.shop_id, c.who, o.id, o.processed_at
      FROM c JOIN "order" o ON o.shop_id = ${shopId} AND o.customer_id = c.customer
      WHERE ${counts}
      UNION ALL
      SELECT o.shop_id, v.who, o.id, o.processed_at
      FROM v JOIN "order" o ON o.shop_id = ${shopId} AND o.ref = v.ref
      WHERE o.customer_id IS NULL AND ${counts}),
    bought AS (
      SELECT m.who, m.id, m.processed_at,
             (SELECT COALESCE(SUM(l.value), 0) FROM order_line l WHERE l.shop_id = m.shop_id AND l.order_id = m.id) AS value
      FROM mine m)
    SELECT p.profile FROM (
      -- Every profile once: a visitor that is nobody's, or a customer.
      SELECT who, 'v' || visitor AS profile, false AS customer FROM v WHERE nobodys
      UNION ALL SELECT who, 'c' || customer, true FROM c) p
    WHERE ${decide(definition, asked)}`;
}

function decide(definition: Definition, asked: Asked): Prisma.Sql {
  if (!isGroup(definition)) return test(definition, asked);
  const [kind, parts] = definition;
  if (parts.length === 0) return kind === "any" ? FALSE : TRUE;
  const tests = parts.map((part) => decide(part, asked));
  if (kind === "all") return sql`(${join(tests, " AND ")})`;
  const some = sql`(${join(tests, " OR ")})`;
  return kind === "any" ? some : sql`NOT ${some}`;
}

const among = (people: Prisma.Sql) => sql`p.who IN (${people})`;
const notAmong = (people: Prisma.Sql) => sql`NOT (p.who IN (${people}))`;

/** At least `amount` is being among those who reach it; less is not. What is at least nothing needs no looking at. */
function bounded(bound: Bound, amount: number, reaching: Prisma.Sql): Prisma.Sql {
  if (amount <= 0) return bound === "least" ? TRUE : FALSE;
  return bound === "least" ? among(reaching) : notAmong(reaching);
}

const since = (at: Prisma.Sql, days: number, { now }: Asked): Prisma.Sql =>
  days >= EVER ? empty : sql`AND ${at} > ${new Date(now.getTime() - days * DAY)}`;

/** Whether the time lies within the last days. */
const isWithin = (at: Prisma.Sql, when: "within" | "before", days: number, { now }: Asked): Prisma.Sql => {
  if (days >= EVER) return when === "within" ? sql`${at} IS NOT NULL` : FALSE;
  const border = new Date(now.getTime() - days * DAY);
  return when === "within" ? sql`${at} > ${border}` : sql`${at} <= ${border}`;
};

/** Where a thing's pages are: its handle, in an address of any language or collection. A product's is no collection's. */
const PAGES: Readonly<Record<Sight, { table: Prisma.Sql; page: Prisma.Sql }>> = {
  product: { table: sql`product`, page: sql`'/products/([^/]+)'` },
  collection: { table: sql`collection`, page: sql`'/collections/([^/]+)(?:/[^/]*)?$'` },
};

type Tests = { readonly [K in ConditionKind]: (value: Condition<K>[1], asked: Asked) => Prisma.Sql };
const TESTS: Tests = {
  customer: () => sql`p.customer`,
  seen: ([which, when, days], asked) => {
    const at = which === "first" ? sql`v.first_seen` : sql`v.last_seen`;
    const seen = (then: "within" | "before") => sql`SELECT v.who FROM v WHERE ${isWithin(at, then, days, asked)}`;
    // One browser seen since is enough for the last time to lie after the border, one seen earlier for the first before it.
    if ((which === "last") === (when === "within")) return among(seen(when));
    return sql`(${among(seen(when))} AND ${notAmong(seen(when === "within" ? "before" : "within"))})`;
  },
  visits: ([bound, times, days], asked) =>
    bounded(
      bound,
      times,
      reaching(sql`page`, sql`DISTINCT (e.visitor_id, e.visit_id)`, times, shopperSince(days, asked), asked),
    ),
  viewed: ([how, text, bound, times, days], asked) => {
    // Only ASCII letters have a size here: the databases do not agree on the others.
    const path = sql`lower(e.path COLLATE "C")`;
    const { paths } = meantPaths(how, text);
    const fits =
      how === "is"
        ? sql`${path} = ANY(${[...paths]})`
        : how === "starts"
          ? sql`starts_with(${path}, ${paths[0]})`
          : sql`position(${paths[0]} IN ${path}) > 0`;
    return bounded(
      bound,
      times,
      reaching(sql`page`, sql`*`, times, sql`${shopperSince(days, asked)} AND ${fits}`, asked),
    );
  },
  viewedThis: ([what, id, bound, times, days], asked) => {
    const { table, page } = PAGES[what];
    const ofIt = sql`EXISTS (SELECT 1 FROM ${table} q WHERE q.shop_id = ${asked.shopId} AND q.id = ${id}::bigint
                             AND q.handle = substring(lower(e.path COLLATE "C") from ${page}))`;
    return bounded(
      bound,
      times,
      reaching(sql`page`, sql`*`, times, sql`${shopperSince(days, asked)} AND ${ofIt}`, asked),
    );
  },
  viewedOf: ([by, text, bound, times, days], asked) => {
    const ofProduct = sql`EXISTS (
      SELECT 1 FROM product q WHERE q.shop_id = ${asked.shopId} AND ${isAlike(by, text)}
        AND q.handle = substring(lower(e.path COLLATE "C") from ${PAGES.product.page}))`;
    const wanted = sql`${shopperSince(days, asked)} AND ${ofProduct}`;
    return bounded(bound, times, reaching(sql`page`, sql`*`, times, wanted, asked));
  },
  did: ([act, campaign, bound, times, days], asked) => {
    const ofCampaign = campaign === 0 ? empty : sql`AND e.campaign_id = ${campaign}`;
    const wanted = sql`${shopperSince(days, asked)} AND e.kind = ${KINDS[act]} ${ofCampaign}`;
    return bounded(bound, times, reaching(sql`event`, sql`*`, times, wanted, asked));
  },
  ordered: ([sum, product, bound, amount, days], asked) => {
    const counted = sql`SELECT b.who FROM bought b WHERE true ${since(sql`b.processed_at`, days, asked)} ${
      product === 0
        ? empty
        : sql`AND EXISTS (SELECT 1 FROM order_line l WHERE l.shop_id = ${asked.shopId} AND l.order_id = b.id
                          AND l.product_id = ${product}::bigint)`
    } GROUP BY b.who`;
    if (sum === "average") {
      const average = sql`SUM(b.value) ${bound === "least" ? sql`>=` : sql`<`} ${amount}::numeric * COUNT(*)`;
      return among(sql`${counted} HAVING ${average}`);
    }
    return bounded(
      bound,
      amount,
      sql`${counted} HAVING ${sum === "count" ? sql`COUNT(*)` : sql`SUM(b.value)`} >= ${amount}`,
    );
  },
  boughtOf: ([by, text, bound, times, days], asked) => {
    return bounded(
      bound,
      times,
      sql`SELECT b.who FROM bought b WHERE true ${since(sql`b.processed_at`, days, asked)}
            AND EXISTS (SELECT 1 FROM order_line l JOIN product q ON q.shop_id = l.shop_id AND q.id = l.product_id
                        WHERE l.shop_id = ${asked.shopId} AND l.order_id = b.id AND ${isAlike(by, text)})
          GROUP BY b.who HAVING COUNT(*) >= ${times}`,
    );
  },
  lastOrder: ([when, days], asked) =>
    among(
      sql`SELECT b.who FROM bought b GROUP BY b.who HAVING ${isWithin(sql`MAX(b.processed_at)`, when, days, asked)}`,
    ),
  converted: ([campaign, days], asked) =>
    among(sql`SELECT b.who FROM bought b JOIN order_touch t ON t.shop_id = ${asked.shopId} AND t.order_id = b.id
              WHERE true ${campaign === 0 ? empty : sql`AND t.campaign_id = ${campaign}`}
                ${since(sql`b.processed_at`, days, asked)}`),
  member: ([segment, bound, hours], { shopId, now }) => {
    const border = new Date(now.getTime() - hours * HOUR);
    return sql`p.profile IN (SELECT n.profile FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${segment}
                             AND ${bound === "least" ? sql`n.at <= ${border}` : sql`n.at > ${border}`})`;
  },
  tagged: (tag, asked) => among(customersWith(sql`${tag} = ANY(k.tags)`, asked)),
  subscribed: (_value, asked) => among(customersWith(sql`k.subscribed`, asked)),
  lifetime: ([sum, bound, amount], asked) =>
    bounded(
      bound,
      amount,
      customersWith(sum === "orders" ? sql`k.orders >= ${amount}` : sql`k.spent >= ${amount}::bigint`, asked),
    ),
  attribute: ([name, value], { shopId }) =>
    among(sql`SELECT a.who FROM (
                SELECT DISTINCT ON (i.who) i.who, a.value
                FROM (SELECT who, 'visitor' AS identity, visitor::text AS identity_id FROM v
                      UNION ALL SELECT who, 'customer', customer::text FROM c) i
                JOIN (SELECT identity, identity_id, value, at, by FROM attribute
                      WHERE shop_id = ${shopId} AND name = ${name}
                      UNION ALL
                      SELECT identity, identity_id, value, at, order_id::text FROM order_effect
                      WHERE shop_id = ${shopId} AND action = 'set' AND name = ${name}) a
                  ON a.identity = i.identity AND a.identity_id = i.identity_id
                ORDER BY i.who, a.at DESC, a.by COLLATE "C" DESC) a WHERE a.value = ${value}`),
};

/** SQL: whether a product `q` is of that type, from that vendor or has that tag. */
const isAlike = (by: Likeness, text: string) =>
  by === "tag" ? sql`${text} = ANY(q.tags)` : sql`${by === "type" ? sql`q.type` : sql`q.vendor`} = ${text}`;

/** SQL: the profiles whose customer, as Shopify has it, is so. */
const customersWith = (wanted: Prisma.Sql, { shopId }: Asked) =>
  sql`SELECT c.who FROM c JOIN customer k ON k.shop_id = ${shopId} AND k.id = c.customer WHERE ${wanted}`;

/** SQL: what a shopper did within the last days, of a table `e` of pages or events. */
const shopperSince = (days: number, asked: Asked) =>
  sql`e.origin = 'shopper' AND e.consent = 'marketing' ${since(sql`e.at`, days, asked)}`;

/** SQL: the profiles that reach so many of what is counted in the rows of the table that are wanted. */
const reaching = (table: Prisma.Sql, counted: Prisma.Sql, times: number, wanted: Prisma.Sql, { shopId, all }: Asked) =>
  all
    ? sql`SELECT v.who
          FROM (SELECT e.visitor_id, COUNT(${counted}) AS n FROM ${table} e WHERE e.shop_id = ${shopId} AND ${wanted}
                GROUP BY e.visitor_id) done
          JOIN v ON v.visitor = done.visitor_id GROUP BY v.who HAVING SUM(done.n) >= ${times}`
    : // One visitor after the other, by the index: OFFSET 0 lets the planner try nothing else.
      sql`SELECT v.who FROM v CROSS JOIN LATERAL (
            SELECT e.visitor_id, e.visit_id FROM ${table} e
            WHERE e.shop_id = ${shopId} AND e.visitor_id = v.visitor AND ${wanted} OFFSET 0) e
          GROUP BY v.who HAVING COUNT(${counted}) >= ${times}`;

const test = <K extends ConditionKind>([kind, value]: Condition<K>, asked: Asked): Prisma.Sql =>
  TESTS[kind](value, asked);
