import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const AGAIN_MS = 1_500;

/** Asks again for what a job is working out, until it is there. */
export function useReloadWhile(pending: boolean) {
  const { state, revalidate } = useRevalidator();
  useEffect(() => {
    if (!pending || state !== "idle") return;
    const timer = setTimeout(revalidate, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [pending, state, revalidate]);
}
