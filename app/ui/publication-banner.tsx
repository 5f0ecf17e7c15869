import { Banner } from "@shopify/polaris";
import type { Publication } from "#app/core/campaigns/publication.ts";
import { useReloadWhile } from "./use-reload-while.ts";

/** Says how publishing goes, and looks again until it is through. */
export function PublicationBanner({ publication: { state, error } }: { publication: Publication }) {
  useReloadWhile(state === "publishing" || state === "failed");
  if (state === "published") return null;
  if (state === "publishing") return <Banner tone="info" title="Publishing to your storefront …" hideIcon={false} />;
  return (
    <Banner tone="critical" title="Publishing to your storefront failed">
      <p>
        {error} What was published before stays live.{" "}
        {state === "failed" ? "We keep trying." : "Put that right, then save a campaign: we try again then."}
      </p>
    </Banner>
  );
}
