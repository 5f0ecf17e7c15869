export { linkStore, visitorCustomers } from "./link.store.server.ts";
