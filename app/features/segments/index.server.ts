export { viewAudience } from "./audience.view.server.ts";
export { listSegments } from "./segment-list.view.server.ts";
export { ensureAudience, ownSegmentIds, segmentKeys } from "./segment.store.server.ts";
