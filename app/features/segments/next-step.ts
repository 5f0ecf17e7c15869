/** What to do with a segment next: show its members something. Not with an archived one, which nobody may newly target. */
export const nextStep = ({ id, archived }: { id: number; archived: boolean }) =>
  archived ? {} : { primaryAction: { content: "Target this segment", url: `/app/campaigns/new?for=${id}` } };
