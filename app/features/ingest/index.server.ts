export { recordEvents } from "./record-events.server.ts";
