export { viewEditor } from "./campaign-editor.view.server.ts";
export { listCampaigns } from "./campaign-list.view.server.ts";
export { contentByHash } from "./content.view.server.ts";
export { editCampaign } from "./edit-campaign.server.ts";
export { debugLink, rehearsalOf, testLinks } from "./rehearsal.server.ts";
export { editShowing } from "./stop-all.server.ts";
export { viewShowing } from "./showing.view.server.ts";
export { publishNext } from "./publish.server.ts";
