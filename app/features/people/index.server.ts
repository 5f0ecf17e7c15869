export { profileHandles } from "./handle.store.server.ts";
export { customersOfVisitors, linkStore, type Claims } from "./link.store.server.ts";
export { partVisitor } from "./part-visitor.server.ts";
export { noteTouched } from "./touched.store.server.ts";
