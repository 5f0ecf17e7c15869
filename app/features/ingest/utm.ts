/** The fields that links of campaigns carry, as Google's analytics named them. */
const UTM_FIELDS = ["source", "medium", "campaign", "term", "content"] as const;
const LONGEST = 256;

/** What an address says of the campaign (elsewhere) that led to it. */
export function utmOf(query: string): Partial<Record<(typeof UTM_FIELDS)[number], string>> {
  const given = new URLSearchParams(query);
  return Object.fromEntries(
    UTM_FIELDS.flatMap((field) => {
      const value = given.get(`utm_${field}`);
      // PostgreSQL's JSON takes neither NUL nor half a character.
      return value ? [[field, value.slice(0, LONGEST).replaceAll("\0", "").toWellFormed()]] : [];
    }),
  );
}
