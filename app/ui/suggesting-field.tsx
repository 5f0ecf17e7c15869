import { Autocomplete } from "@shopify/polaris";
import { useState } from "react";
import type { Suggestion } from "./suggestion.ts";

export interface SuggestingProps {
  readonly label: string;
  readonly placeholder: string | undefined;
  readonly helpText?: string | undefined;
  readonly value: string;
  readonly error: string | undefined;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
}

interface Props extends SuggestingProps {
  /** What fits what is being typed. */
  readonly suggestions: readonly Suggestion[];
  /** Names of values that may be chosen already. */
  readonly known?: readonly Suggestion[];
  /** The value is a list of them, separated by commas: the last one is being typed. */
  readonly several?: boolean;
  /** Told what is being typed; of a text that is whole, nothing: all that there is fits then. */
  readonly onTyped: (text: string) => void;
}

/** A text that may be typed, or chosen from what there is. A value with another name is shown by its name. */
export function SuggestingField({ suggestions, known = [], several = false, onTyped, onChange, ...field }: Props) {
  const { value } = field;
  const all = [...suggestions, ...known];
  const nameOf = (wanted: string) => (several ? wanted : (all.find((one) => one.value === wanted)?.label ?? wanted));
  const [typed, setTyped] = useState(nameOf(value));
  const text = nameOf(value) === typed || value === typed ? typed : nameOf(value);
  const beginning = several ? text.slice(0, text.lastIndexOf(",") + 1) : "";
  const part = text.slice(beginning.length).trim();
  const isWhole = (wanted: string) => all.some((one) => one.label === wanted || one.value === wanted);
  const type = (wanted: string) => {
    setTyped(wanted);
    onChange(several ? wanted : (all.find((one) => one.label === wanted)?.value ?? wanted));
    onTyped(several ? wanted.slice(wanted.lastIndexOf(",") + 1).trim() : wanted.trim());
  };
  const choose = (chosen: string) => {
    const whole = several && beginning ? `${beginning} ${chosen}` : chosen;
    setTyped(nameOf(whole));
    onChange(whole);
  };
  return (
    <Autocomplete
      options={suggestions.map((one) => ({ ...one }))}
      selected={[several ? part : value]}
      onSelect={([chosen]) => choose(chosen ?? value)}
      textField={
        <Autocomplete.TextField
          {...field}
          value={text}
          autoComplete="off"
          onChange={type}
          onFocus={() => onTyped(isWhole(part) ? "" : part)}
        />
      }
    />
  );
}
