import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { SuggestingField, type SuggestingProps } from "./suggesting-field.tsx";
import type { Suggested, Suggestion } from "./suggestion.ts";

interface Props extends SuggestingProps {
  readonly what: Suggested;
  readonly several?: boolean;
  /** Names of values that are chosen already. */
  readonly known?: readonly Suggestion[];
  /** Told what a chosen value is called. */
  readonly onNamed?: (suggestion: Suggestion) => void;
}

/** A pause in typing, after which the server is asked. */
const PAUSE_MS = 200;
const NONE: readonly Suggestion[] = [];

/** A field that is completed from what the shop has, however much that is. */
export function LookupField({ what, known = NONE, onNamed, onChange, ...field }: Props) {
  const { load, data } = useFetcher<Suggestion[]>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => load(`/app/suggestions?${new URLSearchParams({ what, text })}`), PAUSE_MS);
  };
  const found = data ?? NONE;
  return (
    <SuggestingField
      {...field}
      suggestions={found}
      known={known}
      onTyped={ask}
      onChange={(value) => {
        const named = found.find((one) => one.value === value);
        if (named) onNamed?.(named);
        onChange(value);
      }}
    />
  );
}
