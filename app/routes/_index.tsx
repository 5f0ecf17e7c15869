import { PlainPage } from "#app/ui/plain-page.tsx";

export default function Index() {
  return (
    <PlainPage title="Throughline">
      <p>Audiences that build themselves, for Shopify. Open the app from your Shopify admin, under Apps.</p>
    </PlainPage>
  );
}
