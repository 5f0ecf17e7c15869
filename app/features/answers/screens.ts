/** What a shopper sent in a campaign's form. */
export interface AnswerRow {
  id: string;
  at: string | Date;
  campaign: { id: number; name: string };
  /** An address, or the answer to a question. */
  answer: string;
  firstName: string | null;
  /** How it stands with Shopify; null = nothing to tell. */
  sync: { state: "waiting" | "done" } | { state: "failed"; error: string } | null;
}

export const ANSWERS_SHOWN = 100;
export interface AnswersView {
  answers: AnswerRow[];
  failed: number;
}
