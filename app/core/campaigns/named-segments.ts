import type { CampaignSettings } from "./settings.ts";

/** Whom a campaign is for, and what its rules do. */
type SegmentRole = "include" | "exclude" | "add" | "remove";

/** A segment that a campaign names. */
interface NamedSegment {
  readonly segment: number;
  readonly role: SegmentRole;
  /** Where in its list it is named first. */
  readonly position: number;
}

/** The segments that a campaign names, each once in a role. */
export function namedSegments({
  include,
  exclude,
  rules,
}: Pick<CampaignSettings, "include" | "exclude" | "rules">): NamedSegment[] {
  const named = [
    ...include.map((segment, position) => ({ segment, role: "include" as const, position })),
    ...exclude.map((segment, position) => ({ segment, role: "exclude" as const, position })),
    ...rules.flatMap(({ then }, position) =>
      then.do === "set" ? [] : [{ segment: then.segment, role: then.do, position }],
    ),
  ];
  return named.filter(
    (one, at) => named.findIndex(({ segment, role }) => segment === one.segment && role === one.role) === at,
  );
}
