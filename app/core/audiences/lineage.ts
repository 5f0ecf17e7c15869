/** A campaign, as far as it joins segments: whom it is for, and which audiences it feeds. */
export interface LinkingCampaign {
  readonly id: number;
  readonly name: string;
  readonly targets: readonly number[];
  readonly feeds: readonly number[];
}

/** A segment, with those whose members its rule asks for. */
export interface LinkedSegment {
  readonly id: number;
  readonly name: string;
  readonly asks: readonly number[];
}

export interface Step {
  readonly kind: "campaign" | "segment";
  readonly id: number;
  readonly name: string;
  /** What leads to it, or what it leads on to. */
  readonly steps: readonly Step[];
}

/** Longer ways are cut: a screen shows what is near. */
const DEEPEST = 5;

/**
 * The ways into a segment (campaigns that feed it, those whom they are for, and so on) or out of it (campaigns for its
 * members, what those feed). A way ends where it would come back to itself.
 */
export function lineage(
  start: number,
  way: "from" | "to",
  shop: { readonly campaigns: readonly LinkingCampaign[]; readonly segments: readonly LinkedSegment[] },
): Step[] {
  const from = way === "from";
  const segments = new Map(shop.segments.map((segment) => [segment.id, segment]));

  const nextOfSegment = (id: number, path: readonly string[]): Step[] => {
    if (path.length > DEEPEST) return [];
    const campaigns = shop.campaigns.filter((one) => (from ? one.feeds : one.targets).includes(id));
    const rules = from
      ? (segments.get(id)?.asks ?? [])
      : shop.segments.filter(({ asks }) => asks.includes(id)).map((one) => one.id);
    return [
      ...campaigns.flatMap((campaign) => step("campaign", campaign, path)),
      ...rules.flatMap((rule) => stepOfSegment(rule, path)),
    ];
  };
  const stepOfSegment = (id: number, path: readonly string[]): Step[] => {
    const segment = segments.get(id);
    return segment ? step("segment", segment, path) : [];
  };
  const step = (kind: Step["kind"], one: LinkingCampaign | LinkedSegment, path: readonly string[]): Step[] => {
    const key = `${kind} ${one.id}`;
    if (path.includes(key)) return [];
    const further = [...path, key];
    const steps =
      "asks" in one
        ? nextOfSegment(one.id, further)
        : [...new Set(from ? one.targets : one.feeds)].flatMap((id) => stepOfSegment(id, further));
    return [{ kind, id: one.id, name: one.name, steps }];
  };
  return nextOfSegment(start, [`segment ${start}`]);
}
