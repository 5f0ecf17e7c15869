import type { BlockType } from "#app/core/campaigns/content.ts";
import { FormLayout, InlineError, Select, TextField } from "@shopify/polaris";
import type { EnrolmentTrigger } from "#app/core/audiences/enrol.ts";
import { AudienceNameField } from "./audience-name-field.tsx";
import type { CampaignForm } from "./campaign.form.ts";
import { blockTitle } from "./editor-blocks-card.tsx";
import { interactiveBlocks } from "./variant.form.ts";
import { blocksFor, type RuleForm } from "./rule.form.ts";
import type { EditorProps } from "./screens.ts";

const WHEN: readonly [EnrolmentTrigger, string][] = [
  ["click", "The shopper clicks"],
  ["view", "The shopper has it in view for some seconds"],
  ["engagement", "The shopper engages with an element"],
  ["submit", "The shopper sends the form"],
  ["order", "The shopper orders"],
  ["cart", "The shopper adds something to the cart"],
  ["checkout", "The shopper goes to the checkout"],
  ["page", "The shopper reaches a page"],
  ["goal", "The theme’s code tells of a goal"],
];
const ENGAGED: Readonly<Partial<Record<BlockType, string>>> = {
  code: "copied",
  email: "a field is filled in",
  choice: "an answer is chosen",
};

interface Props {
  readonly rule: RuleForm;
  readonly campaign: CampaignForm;
  /** Messages by field of the rule. */
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly segments: EditorProps["segments"];
  readonly change: (part: Partial<RuleForm>) => void;
}

/** One rule: when, where, what then. */
export function RuleFields({ rule, campaign, errors, segments, change }: Props) {
  const interactive = interactiveBlocks(campaign.variants);
  const blocks = blocksFor(rule.when, interactive);
  const engaged = rule.when === "engagement";
  return (
    <FormLayout>
      <FormLayout.Group>
        <Select
          label="When"
          options={WHEN.map(([value, label]) => ({ value, label }))}
          value={rule.when}
          onChange={(value) => {
            const when = value as EnrolmentTrigger;
            const [first] = blocksFor(when, interactive);
            change({ when, block: when === "engagement" ? (first?.name ?? "") : "" });
          }}
        />
        {blocks.length > 0 && (
          <Select
            label={engaged ? "Which" : "Where"}
            options={[
              { label: engaged ? "Choose" : "Anywhere in the campaign", value: "" },
              ...blocks.map((block) => ({
                label: engaged ? `${blockTitle(block)}: ${ENGAGED[block.type] ?? ""}` : blockTitle(block),
                value: block.name,
              })),
            ]}
            value={rule.block}
            error={errors["block"]}
            onChange={(block) => change({ block })}
          />
        )}
      </FormLayout.Group>
      {blocks.length === 0 && errors["block"] && <InlineError fieldID="" message={errors["block"]} />}
      {parameter()}
      <FormLayout.Group>
        <Select
          label="Then"
          options={[
            { label: "Add the shopper to an audience", value: "add" },
            { label: "Remove the shopper from an audience", value: "remove" },
            { label: "Set an attribute of the shopper", value: "set" },
          ]}
          value={rule.action}
          onChange={(action) => change({ action: action as RuleForm["action"] })}
        />
        {target()}
      </FormLayout.Group>
      {rule.action === "add" && (
        <AudienceNameField rule={rule} campaign={campaign.name} errors={errors} segments={segments} change={change} />
      )}
    </FormLayout>
  );

  function parameter() {
    switch (rule.when) {
      case "view":
        return (
          <TextField
            label="For"
            type="number"
            min={1}
            max={120}
            suffix="seconds in one visit"
            value={rule.seconds}
            error={errors["seconds"]}
            autoComplete="off"
            onChange={(seconds) => change({ seconds })}
          />
        );
      case "engagement":
        return (
          <TextField
            label="At least"
            type="number"
            min={1}
            max={100}
            suffix="times"
            value={rule.times}
            error={errors["times"]}
            autoComplete="off"
            onChange={(times) => change({ times })}
          />
        );
      case "order":
        return (
          <TextField
            label="Only of these products"
            placeholder="any product"
            helpText="The numbers at the end of the products' addresses in your admin, separated by commas."
            value={rule.products}
            error={errors["products"]}
            autoComplete="off"
            onChange={(products) => change({ products })}
          />
        );
      case "page":
        return (
          <TextField
            label="Whose path begins with"
            placeholder="/pages/thanks"
            value={rule.path}
            error={errors["path"]}
            autoComplete="off"
            onChange={(path) => change({ path })}
          />
        );
      case "goal":
        return (
          <TextField
            label="Named"
            placeholder="wishlist"
            helpText={`Your theme calls Throughline.track("${rule.goal || "wishlist"}") when a shopper does it.`}
            value={rule.goal}
            error={errors["goal"]}
            autoComplete="off"
            onChange={(goal) => change({ goal })}
          />
        );
      case "click":
      case "submit":
      case "cart":
      case "checkout":
        return null;
    }
  }

  function target() {
    if (rule.action === "remove")
      return (
        <Select
          label="Audience"
          placeholder="Choose an audience"
          options={segments
            .filter((segment) => segment.kind === "audience")
            .map(({ id, name }) => ({ label: name, value: String(id) }))}
          value={rule.removeFrom === null ? "" : String(rule.removeFrom)}
          error={errors["removeFrom"]}
          onChange={(value) => change({ removeFrom: Number(value) })}
        />
      );
    if (rule.action === "set")
      return (
        <FormLayout.Group condensed>
          <TextField
            label="Attribute"
            placeholder="interest"
            value={rule.attribute}
            error={errors["attribute"]}
            autoComplete="off"
            onChange={(attribute) => change({ attribute })}
          />
          <TextField
            label="Value"
            placeholder="outdoor"
            value={rule.value}
            error={errors["value"]}
            autoComplete="off"
            onChange={(value) => change({ value })}
          />
        </FormLayout.Group>
      );
    return null;
  }
}
