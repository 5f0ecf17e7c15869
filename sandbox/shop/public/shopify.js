/* What Shopify puts into every storefront page: window.Shopify with the Customer Privacy API, and the shop's banner. */
(() => {
  const COOKIE = "_sandbox_consent";
  const kinds = ["preferences", "analytics", "marketing"];
  const read = () => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(COOKIE + "="));
    return found ? decodeURIComponent(found.slice(COOKIE.length + 1)).split(",") : null;
  };
  // Where the law asks for no consent, everything is allowed until the shopper declines.
  const isAsked = window.Shopify.country === "DE";
  const allowed = (kind) => (read() ?? (isAsked ? [] : kinds)).includes(kind);
  const api = {
    preferencesProcessingAllowed: () => allowed("preferences"),
    analyticsProcessingAllowed: () => allowed("analytics"),
    marketingAllowed: () => allowed("marketing"),
    saleOfDataAllowed: () => allowed("marketing"),
    shouldShowBanner: () => isAsked && read() === null,
    currentVisitorConsent: () =>
      Object.fromEntries(kinds.map((kind) => [kind, read() === null ? "" : allowed(kind) ? "yes" : "no"])),
    setTrackingConsent(consent, done) {
      const given = kinds.filter((kind) => consent[kind]);
      document.cookie = `${COOKIE}=${encodeURIComponent(given.join(","))}; path=/; max-age=31536000; samesite=lax`;
      document.dispatchEvent(
        new CustomEvent("visitorConsentCollected", {
          detail: {
            preferencesAllowed: allowed("preferences"),
            analyticsAllowed: allowed("analytics"),
            marketingAllowed: allowed("marketing"),
          },
        }),
      );
      done?.();
    },
  };
  window.Shopify = Object.assign(window.Shopify ?? {}, {
    loadFeatures(features, done) {
      // Asynchronous, as the real one is: it loads a script first.
      setTimeout(() => {
        window.Shopify.customerPrivacy = api;
        done?.();
      }, 0);
    },
  });
  document.addEventListener("DOMContentLoaded", () => {
    const banner = document.getElementById("consent");
    if (!banner) return;
    const show = () => (banner.hidden = !api.shouldShowBanner());
    const answer = (all) => () => {
      api.setTrackingConsent({ preferences: all, analytics: all, marketing: all });
    };
    banner.querySelector("[data-accept]").addEventListener("click", answer(true));
    banner.querySelector("[data-decline]").addEventListener("click", answer(false));
    document.getElementById("cookie-settings")?.addEventListener("click", () => {
      banner.hidden = false;
    });
    document.addEventListener("visitorConsentCollected", show);
    show();
  });
})();
