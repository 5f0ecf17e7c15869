import type { ShouldRevalidateFunction } from "@remix-run/react";

/** Where the editor has the people counted that a rule describes. */
export const COUNT_PATH = "/app/segments/count";

/** Counting changes nothing that a screen shows: the screen is not asked for again. */
export const unlessCounting: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === COUNT_PATH ? false : defaultShouldRevalidate;
