export { membershipsFor, type AnsweredMembership } from "./answer.store.server.ts";
export { editAudience } from "./edit-audience.server.ts";
export { rebuildNext } from "./rebuild-segments.server.ts";
export { noticeNext } from "./notice-members.server.ts";
export { viewAudience } from "./audience.view.server.ts";
export { listSegments } from "./segment-list.view.server.ts";
export { ensureAudience, ownSegments, segmentKeys, type SegmentRef } from "./segment.store.server.ts";
export { provenMemberships } from "./evidence.store.server.ts";
export type { Evidence } from "./screens.ts";
