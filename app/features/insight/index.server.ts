export { periodOf, viewInsight } from "./insight.view.server.ts";
export { refreshInsight } from "./refresh-insight.server.ts";
export { snapshotNext } from "./take-snapshot.server.ts";
