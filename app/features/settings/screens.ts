/** The shop's settings as the browser holds and posts them. */
export interface SettingsForm {
  overlaysAVisit: string;
  quietHours: string;
  /** Whether who signs up must confirm by e-mail. */
  confirmOptIn: boolean;
}

export interface SettingsView {
  settings: SettingsForm;
  /** What Shopify calls the shop's time zone, where nobody here knows it. */
  unknownTimezone: string | null;
  /** Explains, in the shop, why campaigns show or don't. */
  debugLink: string;
}

export type SettingsAnswer =
  { ok: true; did: "saved" | "revoked" } | { ok: false; errors: Readonly<Record<string, string>> };
