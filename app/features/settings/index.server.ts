export { editSettings } from "./edit-settings.server.ts";
export { viewSettings } from "./settings.view.server.ts";
