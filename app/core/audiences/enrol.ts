/** Interactions that an attribution setting can name. */
export const ENROLMENT_TRIGGERS = ["click"] as const;
export type EnrolmentTrigger = (typeof ENROLMENT_TRIGGERS)[number];

/** An attribution setting: when a shopper interacts so with the campaign (or with one block of it), then join. */
export interface EnrolmentRule<Segment> {
  readonly when: EnrolmentTrigger;
  /** A block of the content; null = anywhere in the campaign. */
  readonly block: string | null;
  readonly action: "add";
  readonly segment: Segment;
}

/** The segments that an interaction joins. The browser asks at once, the server when it stores the event. */
export const joinsOf = <Segment>(
  interaction: { readonly kind: string; readonly block: string | null },
  rules: readonly EnrolmentRule<Segment>[],
): Segment[] =>
  rules
    .filter((rule) => rule.when === interaction.kind && (rule.block === null || rule.block === interaction.block))
    .map((rule) => rule.segment);
