import { useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const AGAIN_MS = 1_500;

/** Asks again for what a job is working out, until it is there. */
export function useReloadWhile(pending: boolean) {
  const { state, revalidate } = useRevalidator();
  const navigation = useNavigation();
  // A reload while somebody is on their way to another screen would begin that way anew, and anew.
  const due = pending && state === "idle" && navigation.state === "idle";
  useEffect(() => {
    if (!due) return;
    const timer = setTimeout(revalidate, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [due, revalidate]);
}
