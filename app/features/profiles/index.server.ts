export { editProfile } from "./edit-profile.server.ts";
export { viewProfile } from "./profile.view.server.ts";
