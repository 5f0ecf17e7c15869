import { Autocomplete, Banner, BlockStack, Button, Collapsible, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { nameKey, nearDuplicate } from "#app/core/shared/name.ts";
import { AudienceFields } from "#app/ui/audience-fields.tsx";
import { suggestedAudience, type RuleForm } from "./rule.form.ts";
import type { EditorProps } from "./screens.ts";

interface Props {
  readonly rule: RuleForm;
  /** The campaign's name, from which the suggestion is made. */
  readonly campaign: string;
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly segments: EditorProps["segments"];
  readonly change: (part: Partial<RuleForm>) => void;
}

const SUGGESTED = 8;

/** Names the audience that a rule fills: suggests existing ones, and warns of names that are almost one. */
export function AudienceNameField({ rule, campaign, errors, segments, change }: Props) {
  const [open, setOpen] = useState(false);
  const audiences = segments.filter((segment) => segment.kind === "audience");
  const suggestion = suggestedAudience(rule, campaign);
  const name = rule.audience.trim() === "" ? suggestion : rule.audience;
  const known = audiences.find((one) => nameKey(one.name) === nameKey(name));
  const near = nearDuplicate(
    name,
    audiences.map((one) => one.name),
  );
  const typed = nameKey(rule.audience);
  const matching = audiences.filter((one) => nameKey(one.name).includes(typed)).slice(0, SUGGESTED);
  const newErrors = Object.fromEntries(
    Object.entries(errors).flatMap(([field, message]) =>
      field.startsWith("newAudience.") ? [[field.slice("newAudience.".length), message]] : [],
    ),
  );
  return (
    <BlockStack gap="200">
      <Autocomplete
        options={matching.map(({ name: label }) => ({ value: label, label }))}
        selected={known ? [known.name] : []}
        onSelect={([value]) => change({ audience: value ?? "" })}
        textField={
          <Autocomplete.TextField
            label="Audience"
            placeholder={suggestion}
            helpText={
              known
                ? "This audience exists: the campaign feeds it too."
                : "Throughline makes the audience and fills it. Left empty, it is named as shown."
            }
            value={rule.audience}
            error={errors["audience"]}
            maxLength={120}
            autoComplete="off"
            onChange={(audience) => change({ audience })}
          />
        }
      />
      {near !== undefined && (
        <Banner tone="warning">
          <InlineStack gap="200" blockAlign="center">
            <Text as="span">There is an audience called “{near}”. Did you mean that one?</Text>
            <Button variant="plain" onClick={() => change({ audience: near })}>
              Use it
            </Button>
          </InlineStack>
        </Banner>
      )}
      {known ? (
        <Link url={`/app/segments/${known.id}`}>See its members and when membership ends</Link>
      ) : (
        <>
          <InlineStack>
            <Button
              variant="plain"
              disclosure={open ? "up" : "down"}
              ariaExpanded={open}
              ariaControls={`audience-${nameKey(suggestion)}`}
              onClick={() => setOpen(!open)}
            >
              Description and end of membership
            </Button>
          </InlineStack>
          <Collapsible id={`audience-${nameKey(suggestion)}`} open={open || Object.keys(newErrors).length > 0}>
            <AudienceFields
              form={rule.newAudience}
              errors={newErrors}
              audiences={audiences}
              change={(part) => change({ newAudience: { ...rule.newAudience, ...part } })}
            />
          </Collapsible>
        </>
      )}
    </BlockStack>
  );
}
