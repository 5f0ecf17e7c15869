import { Autocomplete } from "@shopify/polaris";
import { useState } from "react";

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly maxLength: number;
  /** What there is: the value, and what it is called. */
  readonly suggestions: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** Longer lists are narrowed by typing. */
const SHOWN = 20;

/** A text that may be typed, or chosen from what there is. A value with another name is shown by its name. */
export function SuggestingField({ label, placeholder, value, error, maxLength, suggestions, onChange }: Props) {
  const nameOf = (wanted: string) => suggestions.find((one) => one.value === wanted)?.label ?? wanted;
  const [typed, setTyped] = useState(nameOf(value));
  const text = nameOf(value) === typed || value === typed ? typed : nameOf(value);
  const options = suggestions
    .filter((one) => text === nameOf(value) || one.label.toLowerCase().includes(text.trim().toLowerCase()))
    .slice(0, SHOWN)
    .map((one) => ({ ...one }));
  const type = (wanted: string) => {
    setTyped(wanted);
    onChange(suggestions.find((one) => one.label === wanted)?.value ?? wanted);
  };
  return (
    <Autocomplete
      options={options}
      selected={value === "" ? [] : [value]}
      onSelect={([chosen]) => {
        setTyped(nameOf(chosen ?? ""));
        onChange(chosen ?? "");
      }}
      textField={
        <Autocomplete.TextField
          label={label}
          placeholder={placeholder}
          value={text}
          error={error}
          maxLength={maxLength}
          autoComplete="off"
          onChange={type}
        />
      }
    />
  );
}
