export { ensureAudience, ownSegmentIds, segmentKeys } from "./segment.store.server.ts";
