import {
  EVER,
  isGroup,
  type Act,
  type Bound,
  type Condition,
  type ConditionKind,
  type Definition,
} from "#app/core/segments/condition.ts";
import { Prisma } from "#app/infra/db.server.ts";

/** The shop and the moment that a rule is asked for. */
export interface Asked {
  readonly shopId: number;
  readonly now: Date;
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
 * SQL: the profiles that meet a rule (core/segments says what each condition means). `identities` is SQL that gives
 * (profile, identity, identity_id) of all profiles that are looked at. Only what shoppers did under marketing consent is
 * looked at; visitors that came in an unusual crowd are nobody.
 */
export function membersByRule(definition: Definition, identities: Prisma.Sql, asked: Asked): Prisma.Sql {
  const { shopId } = asked;
  return sql`
    WITH identities AS MATERIALIZED (${identities}),
    v AS MATERIALIZED (
      SELECT i.profile, x.id AS visitor, x.ref, x.first_seen, x.last_seen
      FROM identities i JOIN visitor x ON x.shop_id = ${shopId} AND x.id = i.identity_id::uuid
      WHERE i.identity = 'visitor' AND NOT x.unusual),
    c AS MATERIALIZED (SELECT profile, identity_id::bigint AS customer FROM identities WHERE identity = 'customer'),
    bought AS (
      -- An order is its customer's; without one, that of the visitor whose reference its cart carried.
      SELECT who.profile, o.id, o.processed_at,
             (SELECT COALESCE(SUM(l.value), 0) FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id) AS value
      FROM (SELECT c.profile, o.id FROM c JOIN "order" o ON o.shop_id = ${shopId} AND o.customer_id = c.customer
            UNION ALL
            SELECT v.profile, o.id FROM v JOIN "order" o ON o.shop_id = ${shopId} AND o.ref = v.ref
            WHERE o.customer_id IS NULL) who
      JOIN "order" o ON o.shop_id = ${shopId} AND o.id = who.id
      JOIN shop s ON s.id = o.shop_id AND s.currency = o.currency
      WHERE NOT o.test AND o.cancelled_at IS NULL)
    SELECT p.profile FROM (SELECT profile FROM v UNION SELECT profile FROM c) p WHERE ${decide(definition, asked)}`;
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

const among = (profiles: Prisma.Sql) => sql`p.profile IN (${profiles})`;
const notAmong = (profiles: Prisma.Sql) => sql`NOT (p.profile IN (${profiles}))`;

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

type Tests = { readonly [K in ConditionKind]: (value: Condition<K>[1], asked: Asked) => Prisma.Sql };
const TESTS: Tests = {
  customer: () => sql`p.profile LIKE 'c%'`,
  seen: ([which, when, days], asked) => {
    const at = which === "first" ? sql`MIN(v.first_seen)` : sql`MAX(v.last_seen)`;
    return among(sql`SELECT v.profile FROM v GROUP BY v.profile HAVING ${isWithin(at, when, days, asked)}`);
  },
  visits: ([bound, times, days], asked) =>
    bounded(
      bound,
      times,
      sql`${pagesSince(days, asked)} GROUP BY v.profile HAVING COUNT(DISTINCT g.visit_id) >= ${times}`,
    ),
  viewed: ([how, text, bound, times, days], asked) => {
    // Only ASCII letters have a size here: the databases do not agree on the others.
    const path = sql`lower(g.path COLLATE "C")`;
    const fits =
      how === "is"
        ? sql`${path} = ${text}`
        : how === "starts"
          ? sql`starts_with(${path}, ${text})`
          : sql`position(${text} IN ${path}) > 0`;
    const reaching = sql`${pagesSince(days, asked)} AND ${fits} GROUP BY v.profile HAVING COUNT(*) >= ${times}`;
    return bounded(bound, times, reaching);
  },
  did: ([act, campaign, bound, times, days], asked) =>
    bounded(
      bound,
      times,
      sql`SELECT v.profile FROM v JOIN event e ON e.shop_id = ${asked.shopId} AND e.visitor_id = v.visitor
          WHERE e.kind = ${KINDS[act]} AND e.origin = 'shopper' AND e.consent = 'marketing'
            ${campaign === 0 ? empty : sql`AND e.campaign_id = ${campaign}`} ${since(sql`e.at`, days, asked)}
          GROUP BY v.profile HAVING COUNT(*) >= ${times}`,
    ),
  ordered: ([sum, product, bound, amount, days], asked) => {
    const counted = sql`SELECT b.profile FROM bought b WHERE true ${since(sql`b.processed_at`, days, asked)} ${
      product === 0
        ? empty
        : sql`AND EXISTS (SELECT 1 FROM order_line l WHERE l.shop_id = ${asked.shopId} AND l.order_id = b.id
                          AND l.product_id = ${product}::bigint)`
    } GROUP BY b.profile`;
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
  lastOrder: ([when, days], asked) =>
    among(
      sql`SELECT b.profile FROM bought b GROUP BY b.profile HAVING ${isWithin(sql`MAX(b.processed_at)`, when, days, asked)}`,
    ),
  converted: ([campaign, days], asked) =>
    among(sql`SELECT b.profile FROM bought b JOIN order_touch t ON t.shop_id = ${asked.shopId} AND t.order_id = b.id
              WHERE true ${campaign === 0 ? empty : sql`AND t.campaign_id = ${campaign}`}
                ${since(sql`b.processed_at`, days, asked)}`),
  member: ([segment, bound, hours], { shopId, now }) => {
    const border = new Date(now.getTime() - hours * HOUR);
    return among(sql`SELECT n.profile FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${segment}
                     AND ${bound === "least" ? sql`n.at <= ${border}` : sql`n.at > ${border}`}`);
  },
  attribute: ([name, value], { shopId }) =>
    among(sql`SELECT a.profile FROM (
                SELECT DISTINCT ON (i.profile) i.profile, a.value
                FROM identities i JOIN attribute a ON a.shop_id = ${shopId} AND a.identity = i.identity
                  AND a.identity_id = i.identity_id AND a.name = ${name}
                ORDER BY i.profile, a.at DESC, a.by DESC) a WHERE a.value = ${value}`),
};

const pagesSince = (days: number, asked: Asked) =>
  sql`SELECT v.profile FROM v JOIN page g ON g.shop_id = ${asked.shopId} AND g.visitor_id = v.visitor
      WHERE g.origin = 'shopper' AND g.consent = 'marketing' ${since(sql`g.at`, days, asked)}`;

const test = <K extends ConditionKind>([kind, value]: Condition<K>, asked: Asked): Prisma.Sql =>
  TESTS[kind](value, asked);
