/** The number of a row of ours in a path; throws a 404 Response for anything else. */
export const routeId = (param: string | undefined): number => parseId(param, /^[1-9]\d{0,8}$/);

/** The number of something of Shopify's in a path; throws a 404 Response for anything else. */
export const shopifyId = (param: string | undefined): number => parseId(param, /^[1-9]\d{0,14}$/);

function parseId(param: string | undefined, pattern: RegExp): number {
  if (param === undefined || !pattern.test(param)) throw new Response("Not found", { status: 404 });
  return Number(param);
}

/** The value, or a 404 Response thrown. */
export function orNotFound<T>(value: T | null): T {
  if (value === null) throw new Response("Not found", { status: 404 });
  return value;
}
