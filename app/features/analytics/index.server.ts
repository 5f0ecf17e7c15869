export { differences } from "./recount.store.server.ts";
