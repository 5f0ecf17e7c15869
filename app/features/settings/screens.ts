/** The shop's settings as the browser holds and posts them. */
export interface SettingsForm {
  overlaysAVisit: string;
  quietHours: string;
}

export type SettingsAnswer = { ok: true } | { ok: false; errors: Readonly<Record<string, string>> };
