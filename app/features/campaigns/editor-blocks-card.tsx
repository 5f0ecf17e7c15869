import {
  ActionList,
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  Checkbox,
  InlineStack,
  Popover,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { BLOCK_TYPES, type BlockType } from "#app/core/campaigns/content.ts";
import { BlockFields } from "./block-fields.tsx";
import { MOST_BLOCKS, MOST_STEPS, newBlock, type BlockForm } from "./block.form.ts";
import { messagesBelow } from "./messages.ts";
import type { FormErrors } from "./campaign.form.ts";
import type { VariantForm } from "./variant.form.ts";

const TYPE_NAMES: Readonly<Record<BlockType, string>> = {
  heading: "Heading",
  text: "Text",
  image: "Image",
  button: "Button",
  code: "Discount code",
  email: "E-mail form",
  choice: "Question",
  countdown: "Countdown",
  products: "Products",
  spacer: "Space",
};

/** How the screens call a block: its type, with a number where there are several. */
export const blockTitle = ({ type, name }: Pick<BlockForm, "type" | "name">): string =>
  `${TYPE_NAMES[type]}${name.slice(type.length) === "" ? "" : ` ${name.slice(type.length)}`}`;

interface Props {
  readonly variant: VariantForm;
  /** Messages by field of the variant. */
  readonly errors: FormErrors;
  readonly change: (steps: BlockForm[][]) => void;
}

/** The blocks of one variant, step by step. */
export function BlocksEditor({ variant: { steps }, errors, change }: Props) {
  const names = steps.flat().map((block) => block.name);
  const replaceStep = (at: number, step: BlockForm[] | null) =>
    change(steps.flatMap((one, index) => (index !== at ? [one] : step ? [step] : [])));
  return (
    <BlockStack gap="400">
      {steps.map((step, at) => (
        <BlockStack key={at} gap="300">
          {steps.length > 1 && (
            <InlineStack align="space-between" blockAlign="center">
              <Text as="h3" variant="headingSm">
                Step {at + 1}
              </Text>
              <Button variant="plain" tone="critical" onClick={() => replaceStep(at, null)}>
                Remove step {String(at + 1)}
              </Button>
            </InlineStack>
          )}
          {step.map((block, index) => (
            <BlockCard
              key={block.name}
              block={block}
              errors={messagesBelow(errors, `steps.${at}.${index}.`)}
              change={(part) => replaceStep(at, step.with(index, { ...block, ...part }))}
              remove={() => replaceStep(at, step.toSpliced(index, 1))}
              {...(index > 0 ? { up: () => replaceStep(at, swapped(step, index)) } : {})}
            />
          ))}
          <AddBlock
            disabled={names.length >= MOST_BLOCKS}
            add={(type) => replaceStep(at, [...step, newBlock(type, names)])}
          />
        </BlockStack>
      ))}
      {errors["steps"] && (
        <Text as="p" tone="critical">
          {errors["steps"]}
        </Text>
      )}
      {steps.length < MOST_STEPS && (
        <InlineStack>
          <Button variant="plain" onClick={() => change([...steps, [newBlock("heading", names)]])}>
            Add a step
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** The list with this item one place earlier. */
function swapped<T>(list: readonly T[], at: number): T[] {
  return [...list.slice(0, at - 1), ...list.slice(at, at + 1), ...list.slice(at - 1, at), ...list.slice(at + 1)];
}

interface BlockCardProps {
  readonly block: BlockForm;
  readonly errors: FormErrors;
  readonly change: (part: Partial<BlockForm>) => void;
  readonly remove: () => void;
  /** Absent for the first. */
  readonly up?: () => void;
}

function BlockCard({ block, errors, change, remove, up }: BlockCardProps) {
  const title = blockTitle(block);
  return (
    <Card background="bg-surface-secondary">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h4" variant="headingSm">
            {title}
          </Text>
          <ButtonGroup>
            {up && (
              <Button variant="plain" accessibilityLabel={`Move up: ${title}`} onClick={up}>
                Move up
              </Button>
            )}
            <Button variant="plain" tone="critical" accessibilityLabel={`Remove: ${title}`} onClick={remove}>
              Remove
            </Button>
          </ButtonGroup>
        </InlineStack>
        <BlockFields block={block} errors={errors} change={change} />
        <Checkbox label="Half width" checked={block.half} onChange={(half) => change({ half })} />
      </BlockStack>
    </Card>
  );
}

function AddBlock({ disabled, add }: { disabled: boolean; add: (type: BlockType) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <InlineStack>
      <Popover
        active={open}
        onClose={() => setOpen(false)}
        activator={
          <Button disclosure disabled={disabled} onClick={() => setOpen(!open)}>
            Add a block
          </Button>
        }
      >
        <ActionList
          actionRole="menuitem"
          items={BLOCK_TYPES.map((type) => ({
            content: TYPE_NAMES[type],
            onAction: () => {
              setOpen(false);
              add(type);
            },
          }))}
        />
      </Popover>
    </InlineStack>
  );
}
