export { listAnswers, unsentAnswers } from "./answers.view.server.ts";
export { editAnswers } from "./edit-answers.server.ts";
export { syncNextAnswer } from "./sync-answers.server.ts";
