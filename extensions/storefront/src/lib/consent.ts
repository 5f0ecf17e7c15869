import type { Consent } from "../../../../app/core/eligibility/decide.ts";

interface CustomerPrivacy {
  preferencesProcessingAllowed(): boolean;
  analyticsProcessingAllowed(): boolean;
  marketingAllowed(): boolean;
}

declare global {
  interface Window {
    Shopify?: {
      designMode?: boolean;
      country?: string;
      routes?: { root?: string };
      /** `rate`: shown currency per unit of the shop's. */
      currency?: { active?: string; rate?: string };
      /** What a page's scripts can have done, where the theme has Shopify's standard actions. */
      actions?: { updateCart?(change: { discountCodes: readonly string[] }): Promise<unknown> };
      customerPrivacy?: CustomerPrivacy;
      loadFeatures?: (features: { name: string; version: string }[], done: (error?: unknown) => void) => void;
    };
  }
}

/**
 * Calls back with what Shopify's Customer Privacy API allows, then again at each change. No answer = nothing allowed,
 * and no call.
 */
export function onConsent(callback: (consent: Consent) => void): void {
  const read = () => {
    const api = window.Shopify?.customerPrivacy;
    if (!api) return;
    const analytics = api.analyticsProcessingAllowed();
    callback({
      preferences: api.preferencesProcessingAllowed(),
      analytics,
      marketing: analytics && api.marketingAllowed(),
    });
  };
  window.Shopify?.loadFeatures?.([{ name: "consent-tracking-api", version: "0.1" }], (error) => {
    if (error) return;
    document.addEventListener("visitorConsentCollected", read);
    read();
  });
}
