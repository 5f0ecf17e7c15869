/** The number in a path; throws a 404 Response for anything else. */
export function routeId(param: string | undefined): number {
  if (param === undefined || !/^[1-9]\d{0,8}$/.test(param)) throw new Response("Not found", { status: 404 });
  return Number(param);
}

/** The value, or a 404 Response thrown. */
export function orNotFound<T>(value: T | null): T {
  if (value === null) throw new Response("Not found", { status: 404 });
  return value;
}
