import { BlockStack, Card, Checkbox, FormLayout, Text, TextField } from "@shopify/polaris";
import type { CardProps } from "./screens.ts";

export function ContentCard({ form, errors, change }: CardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Content
        </Text>
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
          <TextField
            label="Heading"
            value={form.heading}
            error={errors["heading"]}
            maxLength={120}
            autoComplete="off"
            onChange={(heading) => change({ heading })}
          />
          <TextField
            label="Text"
            value={form.text}
            error={errors["text"]}
            maxLength={1000}
            multiline={3}
            autoComplete="off"
            onChange={(text) => change({ text })}
          />
          <FormLayout.Group>
            <TextField
              label="Button label"
              value={form.buttonLabel}
              error={errors["buttonLabel"]}
              maxLength={60}
              autoComplete="off"
              onChange={(buttonLabel) => change({ buttonLabel })}
            />
            <TextField
              label="Button link"
              placeholder="/collections/all"
              helpText="Empty: the button only closes the popup."
              value={form.buttonUrl}
              error={errors["buttonUrl"]}
              maxLength={500}
              autoComplete="off"
              onChange={(buttonUrl) => change({ buttonUrl })}
            />
          </FormLayout.Group>
          <TextField
            label="Discount code to copy"
            placeholder="WELCOME10"
            helpText="Empty: none. The code must exist in your shop's discounts."
            value={form.code}
            error={errors["code"]}
            maxLength={60}
            autoComplete="off"
            onChange={(code) => change({ code })}
          />
          <Checkbox
            label="Ask for an e-mail address"
            helpText="What shoppers send is kept with the campaign's answers."
            checked={form.email}
            onChange={(email) => change({ email })}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
