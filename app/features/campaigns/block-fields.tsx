import { Checkbox, FormLayout, Select, TextField } from "@shopify/polaris";
import type { BlockForm } from "./block.form.ts";

interface Props {
  readonly block: BlockForm;
  /** Messages by field of the block. */
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly change: (part: Partial<BlockForm>) => void;
}

type TextName = { [K in keyof BlockForm]: BlockForm[K] extends string ? K : never }[keyof BlockForm];
interface Extra {
  readonly max?: number;
  readonly help?: string;
  readonly placeholder?: string;
  readonly lines?: number;
}

/** The fields of one block, by its type. */
export function BlockFields({ block, errors, change }: Props) {
  const field = (name: TextName, label: string, { max, help, placeholder, lines }: Extra = {}) => (
    <TextField
      label={label}
      value={block[name]}
      error={errors[name]}
      maxLength={max}
      helpText={help}
      placeholder={placeholder}
      multiline={lines ?? false}
      autoComplete="off"
      onChange={(value) => change({ [name]: value })}
    />
  );
  switch (block.type) {
    case "heading":
      return field("text", "Heading", { max: 120 });
    case "text":
      return field("text", "Text", {
        max: 1000,
        lines: 3,
        help: 'A link is written [our terms](/policies/terms-of-service); a name {{ customer.first_name | default: "there" }}. Also: cart.total, cart.items, code.',
      });
    case "image":
      return (
        <FormLayout>
          {field("address", "Image address", { max: 500, placeholder: "https://cdn.shopify.com/…" })}
          {field("alt", "What it shows", { max: 300, help: "Read to those who can't see it." })}
        </FormLayout>
      );
    case "button":
      return (
        <FormLayout>
          {field("text", "Button label", { max: 60 })}
          <FormLayout.Group>
            <Select
              label="What it does"
              options={[
                { label: "Opens a page", value: "link" },
                { label: "Closes", value: "close" },
                { label: "Goes to the next step", value: "next" },
                { label: "Puts a discount on the cart", value: "discount" },
              ]}
              value={block.act}
              error={errors["act"]}
              onChange={(act) => change({ act: act as BlockForm["act"] })}
            />
            {block.act === "link" && field("address", "Button link", { max: 500, placeholder: "/collections/all" })}
            {block.act === "discount" &&
              field("code", "Discount code", { max: 60, help: "Other codes that the shopper has are kept." })}
          </FormLayout.Group>
        </FormLayout>
      );
    case "code":
      return field("code", "Discount code to copy", {
        max: 60,
        placeholder: "WELCOME10",
        help: "It must exist in your shop's discounts.",
      });
    case "email":
      return (
        <FormLayout>
          {field("text", "Label of the send button", { max: 60, help: "Empty: “Send”, in the shopper's language." })}
          {field("consent", "Consent text", {
            max: 500,
            lines: 2,
            help: "Say what they sign up for. Shown below the field; links as in a text.",
          })}
          <Checkbox
            label="Ask for the first name too"
            checked={block.withName}
            onChange={(withName) => change({ withName })}
          />
        </FormLayout>
      );
    case "choice":
      return (
        <FormLayout>
          {field("text", "Question", { max: 120 })}
          {field("answers", "Answers, one a line", { max: 500, lines: 3 })}
        </FormLayout>
      );
    case "countdown":
      return (
        <FormLayout.Group>
          <Select
            label="Counts down to"
            options={[
              { label: "Some minutes after a shopper's first look", value: "minutes" },
              { label: "The same moment for everybody", value: "at" },
            ]}
            value={block.ends}
            onChange={(ends) => change({ ends: ends as BlockForm["ends"] })}
          />
          {block.ends === "minutes" ? (
            field("minutes", "Minutes")
          ) : (
            <TextField
              label="Ends at (your shop’s time)"
              type="datetime-local"
              value={block.at}
              error={errors["at"]}
              autoComplete="off"
              onChange={(at) => change({ at: at.slice(0, 16) })}
            />
          )}
        </FormLayout.Group>
      );
    case "products":
      return (
        <FormLayout>
          <Select
            label="Which products"
            options={[
              { label: "What Shopify recommends for the viewed product", value: "recommended" },
              { label: "What the shopper looked at", value: "recent" },
              { label: "These", value: "chosen" },
            ]}
            value={block.from}
            onChange={(from) => change({ from: from as BlockForm["from"] })}
          />
          {block.from === "chosen" &&
            field("products", "Product handles, one a line", { max: 1000, lines: 3, placeholder: "copper-kettle" })}
        </FormLayout>
      );
    case "spacer":
      return null;
  }
}
