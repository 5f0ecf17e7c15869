import { accompany } from "./company.ts";
import { keepEvents } from "./keys.ts";
import { whenQuiet } from "./quiet.ts";

/** What keeps ours out of the theme's way: a bundle of its own, loaded when something shows. */
export const around = { whenQuiet, accompany, keepEvents };
export type Around = typeof around;
