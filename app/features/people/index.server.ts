export { profileHandles } from "./handle.store.server.ts";
export { FOLD_ATTRIBUTES, FOLD_REGISTERS } from "./fold.store.server.ts";
export { customersOfVisitors, linkStore, type Claims } from "./link.store.server.ts";
export { mergeAgainNext, mergeCustomers } from "./merge-customers.server.ts";
export { currentCustomer, mergedCustomers } from "./merge.store.server.ts";
export { partVisitor } from "./part-visitor.server.ts";
export { noteTouched } from "./touched.store.server.ts";
