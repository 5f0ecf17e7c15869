import { Link } from "@shopify/polaris";
import { formatTime } from "./format.ts";
import { eventInWords } from "./rule-words.ts";

/** The event behind a membership, as the evidence of it was kept. */
interface Evidence {
  readonly kind: string;
  readonly block: string | null;
  readonly detail: string | null;
  /** Null = no campaign: a merchant did it by hand. */
  readonly campaignId: number | null;
  /** Null = it was removed since. */
  readonly campaign: string | null;
  readonly version: number | null;
  readonly path: string | null;
}

/** Why somebody is a member: what happened, in which campaign, where and when. */
export function Why({ evidence, at, timezone }: { evidence: Evidence; at: Date | string; timezone: string }) {
  const { campaignId, campaign, version, path } = evidence;
  if (campaignId === null) return <>Added by hand, {formatTime(at, timezone)}</>;
  return (
    <>
      {eventInWords(evidence)} <Link url={`/app/campaigns/${campaignId}`}>{campaign ?? "a removed campaign"}</Link>{" "}
      (version {version}){path !== null && ` on ${path}`}, {formatTime(at, timezone)}
    </>
  );
}
