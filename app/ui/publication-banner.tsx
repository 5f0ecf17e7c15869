import { Banner } from "@shopify/polaris";
import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { Publication } from "#app/core/campaigns/publication.ts";

const LOOK_AGAIN_MS = 1_500;

/** Says how publishing goes, and looks again until it is through. */
export function PublicationBanner({ publication: { state, error } }: { publication: Publication }) {
  const { revalidate, state: loading } = useRevalidator();
  const waiting = state !== "published";
  useEffect(() => {
    if (!waiting || loading === "loading") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waiting, loading, revalidate]);
  if (state === "published") return null;
  if (state === "publishing") return <Banner tone="info" title="Publishing to your storefront …" hideIcon={false} />;
  return (
    <Banner tone="critical" title="Publishing to your storefront failed">
      <p>{error} What was published before stays live. We keep trying.</p>
    </Banner>
  );
}
