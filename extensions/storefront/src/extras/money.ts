/**
 * Shopify gives prices in hundredths, whatever the currency. What the page says of its language is the theme's, or a
 * translation app's: "en_GB" is none, and where it makes no sense the browser's own counts.
 */
export function money(price: number): string {
  const currency = window.Shopify?.currency?.active ?? "USD";
  const written = document.documentElement.lang.replace(/_/g, "-");
  for (const language of [written || undefined, undefined])
    try {
      return new Intl.NumberFormat(language, { style: "currency", currency }).format(price / 100);
    } catch {
      // The next, or the plain figures.
    }
  return `${(price / 100).toFixed(2)} ${currency}`;
}
