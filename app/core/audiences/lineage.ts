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

interface Way {
  readonly kind: Step["kind"];
  readonly id: number;
  /** What it leads on to, to be filled. */
  readonly steps: Step[];
  readonly path: readonly string[];
}

/**
 * The ways into a segment (campaigns that feed it, those whom they are for, and so on) or out of it (campaigns for its
 * members, what those feed). A way ends where it would come back to itself, and where it meets what is shown with its
 * ways already, nearer to the start: each is followed once, so that the whole is as large as the shop and no larger.
 */
export function lineage(
  start: number,
  way: "from" | "to",
  shop: { readonly campaigns: readonly LinkingCampaign[]; readonly segments: readonly LinkedSegment[] },
): Step[] {
  const from = way === "from";
  const segments = new Map(shop.segments.map((segment) => [segment.id, segment]));
  const campaigns = new Map(shop.campaigns.map((campaign) => [campaign.id, campaign]));
  const segmentsAmong = (ids: readonly number[]) =>
    [...new Set(ids)].flatMap((id) => {
      const segment = segments.get(id);
      return segment ? [{ kind: "segment" as const, ...segment }] : [];
    });

  const afterSegment = (id: number) => [
    ...shop.campaigns
      .filter((one) => (from ? one.feeds : one.targets).includes(id))
      .map((one) => ({ kind: "campaign" as const, ...one })),
    ...(from
      ? segmentsAmong(segments.get(id)?.asks ?? [])
      : shop.segments.filter(({ asks }) => asks.includes(id)).map((one) => ({ kind: "segment" as const, ...one }))),
  ];
  const afterCampaign = (id: number) => {
    const campaign = campaigns.get(id);
    return segmentsAmong((from ? campaign?.targets : campaign?.feeds) ?? []);
  };

  const first = `segment ${start}`;
  const ways: Way[] = [{ kind: "segment", id: start, steps: [], path: [first] }];
  const followed = new Set([first]);
  // Grows while it is gone through: what is near comes first.
  for (const { kind, id, steps, path } of ways) {
    if (kind === "segment" && path.length > DEEPEST) continue;
    for (const next of kind === "segment" ? afterSegment(id) : afterCampaign(id)) {
      const key = `${next.kind} ${next.id}`;
      if (path.includes(key)) continue;
      const step = { kind: next.kind, id: next.id, name: next.name, steps: [] };
      steps.push(step);
      if (followed.has(key)) continue;
      followed.add(key);
      ways.push({ ...step, path: [...path, key] });
    }
  }
  return ways[0]?.steps ?? [];
}
