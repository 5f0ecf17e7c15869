export { recordEvents } from "./record-events.server.ts";
export { networkOf } from "./limits.server.ts";
