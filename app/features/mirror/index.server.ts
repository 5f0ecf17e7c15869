export { importsOf } from "./import.store.server.ts";
export { importNext } from "./run-import.server.ts";
export { noteChanged, refreshCollections, refreshCustomers, refreshProducts } from "./refresh.server.ts";
export { suggest } from "./suggest.view.server.ts";
