import { Checkbox, FormLayout, Select, TextField } from "@shopify/polaris";
import type { AudienceForm } from "#app/contract/audience.schema.ts";

interface Props {
  readonly form: AudienceForm;
  /** Messages by field. */
  readonly errors: Readonly<Record<string, string | undefined>>;
  /** The other audiences of the shop. */
  readonly audiences: readonly { id: number; name: string }[];
  readonly change: (part: Partial<AudienceForm>) => void;
}

/** What a merchant says of an audience beside its name: what it is for, and when a membership ends by itself. */
export function AudienceFields({ form, errors, audiences, change }: Props) {
  return (
    <FormLayout>
      <TextField
        label="Description"
        helpText="What it is for, for whoever meets it next."
        value={form.description}
        error={errors["description"]}
        maxLength={500}
        autoComplete="off"
        onChange={(description) => change({ description })}
      />
      <TextField
        label="Membership ends after"
        type="number"
        min={1}
        suffix="days without joining again"
        placeholder="never"
        value={form.endsAfterDays}
        error={errors["endsAfterDays"]}
        autoComplete="off"
        onChange={(endsAfterDays) => change({ endsAfterDays })}
      />
      <Checkbox
        label="Membership ends when the member orders"
        checked={form.endsOnOrder}
        onChange={(endsOnOrder) => change({ endsOnOrder })}
      />
      {audiences.length > 0 && (
        <Select
          label="Membership ends on joining another audience"
          options={[
            { label: "No other audience ends it", value: "" },
            ...audiences.map(({ id, name }) => ({ label: name, value: String(id) })),
          ]}
          value={form.endsOnJoining === null ? "" : String(form.endsOnJoining)}
          error={errors["endsOnJoining"]}
          onChange={(value) => change({ endsOnJoining: value === "" ? null : Number(value) })}
        />
      )}
    </FormLayout>
  );
}
