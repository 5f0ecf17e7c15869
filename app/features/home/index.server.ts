export { viewHome } from "./home.view.server.ts";
