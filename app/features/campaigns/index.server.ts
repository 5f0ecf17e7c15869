export { contentByHash } from "./content.view.server.ts";
export { publishNext } from "./publish.server.ts";
export { saveCampaign } from "./save-campaign.server.ts";
export { setCampaignStatus } from "./set-status.server.ts";
