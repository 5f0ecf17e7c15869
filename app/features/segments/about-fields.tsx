import { Card, FormLayout, TextField } from "@shopify/polaris";
import { TagsField } from "./tags-field.tsx";

interface About {
  readonly name: string;
  readonly description: string;
  readonly tags: string;
}

interface Props {
  readonly about: About;
  /** Messages by field. */
  readonly errors: Readonly<Record<string, string | undefined>>;
  /** A name as an example. */
  readonly example: string;
  readonly change: (part: Partial<About>) => void;
}

/** What a segment that is made by hand is called, and what it is for. */
export function AboutFields({ about, errors, example, change }: Props) {
  return (
    <Card>
      <FormLayout>
        <TextField
          label="Name"
          maxLength={120}
          placeholder={example}
          helpText="Say who they are: you will choose it by this name in campaigns."
          value={about.name}
          error={errors["name"]}
          autoComplete="off"
          onChange={(name) => change({ name })}
        />
        <TextField
          label="Description"
          maxLength={500}
          multiline={2}
          value={about.description}
          error={errors["description"]}
          autoComplete="off"
          onChange={(description) => change({ description })}
        />
        <TagsField value={about.tags} error={errors["tags"]} change={(tags) => change({ tags })} />
      </FormLayout>
    </Card>
  );
}
