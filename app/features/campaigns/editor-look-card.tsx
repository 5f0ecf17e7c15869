import { Button, Checkbox, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { isOverlay, type Look } from "#app/core/campaigns/content.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { messagesBelow } from "./messages.ts";
import type { CardProps } from "./screens.ts";
import { EMPTY_LOOK, type LookForm } from "./variant.form.ts";

const PRESETS: readonly [name: string, look: Partial<LookForm>][] = [
  ["Plain", EMPTY_LOOK],
  ["Night", { background: "#16181d", ink: "#f5f5f5", accent: "#f5f5f5", accentInk: "#16181d" }],
  ["Fern", { background: "#f1f6f0", ink: "#1e3526", accent: "#24613b", accentInk: "#ffffff" }],
  ["Kettle", { background: "#fff6ee", ink: "#3a1f0f", accent: "#a4481a", accentInk: "#ffffff" }],
];
const COLOURS: readonly [keyof LookForm & ("background" | "ink" | "accent" | "accentInk"), string][] = [
  ["background", "Background"],
  ["ink", "Text colour"],
  ["accent", "Button colour"],
  ["accentInk", "Button text colour"],
];

/** WCAG 2.2: relative luminance, and the contrast ratio of two colours. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
const READABLE = 4.5;

export function LookCard({ form, errors, change }: CardProps) {
  const { look, surface } = form;
  const set = (part: Partial<LookForm>) => change({ look: { ...look, ...part } });
  const wrong = messagesBelow(errors, "look.");
  const faint = contrast(look.background, look.ink) < READABLE || contrast(look.accent, look.accentInk) < READABLE;
  return (
    <TitledCard title="Look">
      <InlineStack gap="200">
        {PRESETS.map(([name, preset]) => (
          <Button key={name} size="slim" onClick={() => set(preset)}>
            {name}
          </Button>
        ))}
      </InlineStack>
      <FormLayout>
        <FormLayout.Group condensed>
          {COLOURS.map(([name, label]) => (
            <TextField
              key={name}
              label={label}
              value={look[name]}
              error={wrong[name]}
              maxLength={7}
              prefix={<Swatch colour={look[name]} />}
              autoComplete="off"
              onChange={(value) => set({ [name]: value })}
            />
          ))}
        </FormLayout.Group>
        {faint && (
          <Text as="p" tone="caution">
            These colours are hard to tell apart for many people: text needs a contrast of 4.5 to its background.
          </Text>
        )}
        <FormLayout.Group>
          <TextField
            label="Roundness of corners"
            type="number"
            min={0}
            max={40}
            suffix="px"
            value={look.radius}
            error={wrong["radius"]}
            autoComplete="off"
            onChange={(radius) => set({ radius })}
          />
          <Select
            label="Appears"
            options={[
              { label: "Rising", value: "rise" },
              { label: "Fading in", value: "fade" },
              { label: "At once", value: "none" },
            ]}
            helpText="Shoppers who asked their device for less motion see no animation."
            value={look.animation}
            onChange={(animation) => set({ animation: animation as Look["animation"] })}
          />
        </FormLayout.Group>
        {(surface === "slide" || surface === "bar") && (
          <Select
            label="Position"
            options={
              surface === "slide"
                ? [
                    { label: "Bottom right (left in languages that run that way)", value: "end" },
                    { label: "Bottom left (right in those)", value: "start" },
                  ]
                : [
                    { label: "Top", value: "top" },
                    { label: "Bottom", value: "bottom" },
                  ]
            }
            value={positionOf(surface, look.position)}
            onChange={(position) => set({ position: position as Look["position"] })}
          />
        )}
        {surface === "bar" && (
          <Checkbox
            label="Push the page down instead of covering it"
            helpText="Only while the shopper is at the top of the page: nothing that is being read moves."
            checked={look.pushes}
            onChange={(pushes) => set({ pushes })}
          />
        )}
        <Checkbox label="Shadow" checked={look.shadow} onChange={(shadow) => set({ shadow })} />
        {isOverlay(surface) && (
          <TextField
            label="Tab that opens it again"
            helpText="A small tab at the edge of the page after a shopper has closed it. Empty: none."
            placeholder="10 % off"
            value={form.teaser}
            error={errors["teaser"]}
            maxLength={40}
            autoComplete="off"
            onChange={(teaser) => change({ teaser })}
          />
        )}
      </FormLayout>
    </TitledCard>
  );
}

/** A position that the surface has: what another surface left behind becomes the first. */
const positionOf = (surface: "slide" | "bar", position: Look["position"]): string =>
  surface === "slide" ? (position === "start" ? "start" : "end") : position === "bottom" ? "bottom" : "top";

const Swatch = ({ colour }: { colour: string }) => (
  <span
    aria-hidden
    style={{
      display: "block",
      width: 16,
      height: 16,
      borderRadius: 4,
      border: "1px solid #8a8a8a",
      background: colour,
    }}
  />
);
