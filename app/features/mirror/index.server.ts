export { importsOf } from "./import.store.server.ts";
export { importNext } from "./run-import.server.ts";
export { noteChanged, refreshCustomers, refreshProducts } from "./refresh.server.ts";
