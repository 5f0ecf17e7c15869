import { useState } from "react";
import { SuggestingField, type SuggestingProps } from "./suggesting-field.tsx";
import type { Suggestion } from "./suggestion.ts";

interface Props extends SuggestingProps {
  /** All that there is. It is asked for when the cursor comes. */
  readonly list: () => readonly Suggestion[];
  readonly several?: boolean;
}

/** Longer lists are narrowed by typing. */
const SHOWN = 20;
const NONE: readonly Suggestion[] = [];

/** A field that is completed from a list which is the same for every shop. */
export function ListedField({ list, ...field }: Props) {
  const [all, setAll] = useState(NONE);
  const [typed, setTyped] = useState("");
  const fits = ({ label }: Suggestion) => label.toLowerCase().includes(typed.toLowerCase());
  return (
    <SuggestingField
      {...field}
      suggestions={all.filter(fits).slice(0, SHOWN)}
      known={all}
      onTyped={(text) => {
        if (all.length === 0) setAll(list());
        setTyped(text);
      }}
    />
  );
}
