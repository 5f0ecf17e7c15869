import { BlockStack, Button, FormLayout, InlineStack, Select, Tabs, Text, TextField } from "@shopify/polaris";
import { SURFACES, type Surface } from "#app/core/campaigns/content.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { BlocksEditor } from "./editor-blocks-card.tsx";
import { messagesBelow } from "./messages.ts";
import { SURFACE_NAMES, type CardProps } from "./screens.ts";
import { VARIANT_IDS, type VariantForm } from "./variant.form.ts";

const WHERE: Readonly<Record<Surface, string>> = {
  popup: "In the middle of the page, over it.",
  slide: "In a corner; the page stays usable.",
  bar: "A line at the top or bottom of the page.",
  full: "Covers the whole page. On phones, search engines mind it on a shopper's first page.",
  inline: "Within the page, where you put the Throughline app block in your theme.",
};

interface Props extends CardProps {
  /** The place of the variant that is being written. */
  readonly selected: number;
  readonly select: (at: number) => void;
}

export function ContentCard({ form, errors, change, ...selection }: Props) {
  return (
    <TitledCard title="Content" gap="400">
      <FormLayout>
        <TextField
          label="Name"
          helpText="Only you see it."
          value={form.name}
          error={errors["name"]}
          maxLength={120}
          autoComplete="off"
          onChange={(name) => change({ name })}
        />
        <Select
          label="Format"
          options={SURFACES.map((value) => ({ value, label: SURFACE_NAMES[value] }))}
          helpText={WHERE[form.surface]}
          value={form.surface}
          onChange={(surface) => change({ surface: surface as Surface })}
        />
        {form.surface === "inline" && (
          <TextField
            label="Placement"
            helpText="As the app block in your theme names it. Where several campaigns want it, the highest priority shows."
            placeholder="home"
            value={form.placement}
            error={errors["placement"]}
            maxLength={40}
            autoComplete="off"
            onChange={(placement) => change({ placement })}
          />
        )}
      </FormLayout>
      <Variants form={form} errors={errors} change={change} {...selection} />
    </TitledCard>
  );
}

/** The blocks of each variant; tabs once there is more than one. */
function Variants({ form: { variants }, errors, change, selected, select }: Props) {
  const at = Math.min(selected, variants.length - 1);
  const variant = variants[at];
  if (!variant) return null;
  const replace = (part: Partial<VariantForm>) => change({ variants: variants.with(at, { ...variant, ...part }) });
  const add = () => {
    const id = VARIANT_IDS.find((one) => !variants.some((taken) => taken.id === one));
    if (id === undefined) return;
    change({ variants: [...variants, { ...variant, id }] });
    select(variants.length);
  };
  const several = variants.length > 1;
  const blocks = (
    <BlockStack gap="400">
      {several && (
        <FormLayout>
          <TextField
            label={`Weight of variant ${variant.id.toUpperCase()}`}
            type="number"
            min={1}
            max={1000}
            helpText={shareOf(variants, variant)}
            value={variant.weight}
            error={errors[`variants.${at}.weight`]}
            autoComplete="off"
            onChange={(weight) => replace({ weight })}
          />
        </FormLayout>
      )}
      <BlocksEditor
        key={variant.id}
        variant={variant}
        errors={messagesBelow(errors, `variants.${at}.`)}
        change={(steps) => replace({ steps })}
      />
    </BlockStack>
  );
  return (
    <BlockStack gap="300">
      {several ? (
        <Tabs
          tabs={variants.map(({ id }) => ({ id: `variant-${id}`, content: `Variant ${id.toUpperCase()}` }))}
          selected={at}
          onSelect={select}
        >
          {blocks}
        </Tabs>
      ) : (
        blocks
      )}
      {errors["variants"] && (
        <Text as="p" tone="critical">
          {errors["variants"]}
        </Text>
      )}
      <InlineStack gap="300">
        {variants.length < VARIANT_IDS.length && (
          <Button variant="plain" onClick={add}>
            {several ? "Add a variant like this one" : "Add A/B test"}
          </Button>
        )}
        {several && (
          <Button
            variant="plain"
            tone="critical"
            onClick={() => change({ variants: variants.filter((one) => one !== variant) })}
          >
            Remove variant {variant.id.toUpperCase()}
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

function shareOf(variants: readonly VariantForm[], variant: VariantForm): string {
  const all = variants.reduce((sum, { weight }) => sum + (Number(weight) || 0), 0);
  const share = all > 0 ? Math.round(((Number(variant.weight) || 0) / all) * 100) : 0;
  return `Shown to about ${share} % of those who see the campaign. A change of contents or weights begins a new test.`;
}
