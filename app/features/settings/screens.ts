/** The shop's settings as the browser holds and posts them. */
export interface SettingsForm {
  overlaysAVisit: string;
  quietHours: string;
  /** Whether who signs up must confirm by e-mail. */
  confirmOptIn: boolean;
}

export type SettingsAnswer = { ok: true } | { ok: false; errors: Readonly<Record<string, string>> };
