import { TextField } from "@shopify/polaris";

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (tags: string) => void;
}

/** The merchant's own words for a segment. */
export function TagsField({ value, error, change }: Props) {
  return (
    <TextField
      label="Tags"
      placeholder="summer, vip"
      helpText="Your own words, separated by commas: the list of segments can be narrowed by them."
      maxLength={300}
      value={value}
      error={error}
      autoComplete="off"
      onChange={change}
    />
  );
}
