import { PlainPage } from "#app/ui/plain-page.tsx";

/** Where the library sends a visit that does not come from the Shopify admin. No form: installs start at Shopify. */
export default function Login() {
  return (
    <PlainPage title="Open Throughline from your Shopify admin">
      <p>This page works inside Shopify only. In your Shopify admin, choose Apps, then Throughline.</p>
    </PlainPage>
  );
}
