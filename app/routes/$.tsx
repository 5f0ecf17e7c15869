import { PlainPage } from "#app/ui/plain-page.tsx";

export function loader() {
  throw new Response("Not found", { status: 404 });
}

export function ErrorBoundary() {
  return (
    <PlainPage title="There is no such page">
      <p>Open Throughline from your Shopify admin, under Apps.</p>
    </PlainPage>
  );
}

export default function NotFound() {
  return null;
}
