/** Shopify gives prices in hundredths, whatever the currency. */
export const money = (price: number): string =>
  new Intl.NumberFormat(document.documentElement.lang || undefined, {
    style: "currency",
    currency: window.Shopify?.currency?.active ?? "USD",
  }).format(price / 100);
