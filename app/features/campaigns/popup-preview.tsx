import { BlockStack, Button, ButtonGroup, InlineStack, Select, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { Content } from "#app/core/campaigns/content.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { CampaignForm } from "./campaign.form.ts";
import { previewContent } from "./preview-content.ts";

/** A pause in typing, after which it is drawn anew. */
const PAUSE_MS = 250;
const PAGE = "/storefront/preview.html";
const SCREENS = { phone: { width: 390, height: 640 }, desktop: { width: 1024, height: 640 } } as const;

interface Props {
  readonly form: CampaignForm;
  /** Which variant is being written. */
  readonly variant: number;
  readonly currency: string;
}

/** What shoppers see, drawn by what draws it in the shop. */
export function PopupPreview({ form, variant, currency }: Props) {
  const [screen, setScreen] = useState<keyof typeof SCREENS>("phone");
  const [chosen, setStep] = useState(0);
  const shown = form.variants[variant] ?? form.variants[0];
  const count = shown?.steps.length ?? 1;
  const step = Math.min(chosen, count - 1);
  const content = previewContent(form, { variant, step });
  return (
    <TitledCard title={form.variants.length > 1 ? `Preview of variant ${shown?.id.toUpperCase() ?? ""}` : "Preview"}>
      <InlineStack gap="200" blockAlign="end" align="space-between">
        <ButtonGroup variant="segmented">
          <Button size="slim" pressed={screen === "phone"} onClick={() => setScreen("phone")}>
            Phone
          </Button>
          <Button size="slim" pressed={screen === "desktop"} onClick={() => setScreen("desktop")}>
            Desktop
          </Button>
        </ButtonGroup>
        {count > 1 && (
          <Select
            label="Step"
            labelInline
            options={Array.from({ length: count }, (_, at) => ({ label: String(at + 1), value: String(at) }))}
            value={String(step)}
            onChange={(value) => setStep(Number(value))}
          />
        )}
      </InlineStack>
      {content.steps.flat().length === 0 ? (
        <Text as="p" tone="subdued">
          Add a block to see it here.
        </Text>
      ) : (
        <BlockStack gap="100">
          <Frames key={screen} content={content} currency={currency} {...SCREENS[screen]} />
          <Text as="p" tone="subdued" variant="bodySm">
            Your theme’s font replaces this one. Products appear in your store only.
          </Text>
        </BlockStack>
      )}
    </TitledCard>
  );
}

interface FramesProps {
  readonly content: Content;
  readonly currency: string;
  readonly width: number;
  readonly height: number;
}

interface Frame {
  readonly id: number;
  readonly text: string;
}

/** What moves as it appears does so at first, and when another movement is chosen: not with every letter. */
function stillAfter(before: Frame | undefined, { id, text }: Frame): Content {
  const content = JSON.parse(text) as Content;
  const earlier = before && before.id !== id ? (JSON.parse(before.text) as Content) : null;
  const moves = earlier?.look.animation !== content.look.animation || earlier.surface !== content.surface;
  return moves ? content : { ...content, look: { ...content.look, animation: "none" } };
}

/** What is drawn stands until the next is: a frame for each, the new one behind. */
function Frames({ content, currency, width, height }: FramesProps) {
  const text = JSON.stringify(content);
  const [frames, setFrames] = useState<readonly Frame[]>([{ id: 0, text }]);
  const box = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0);

  useEffect(() => {
    const timer = setTimeout(
      () =>
        setFrames((before) => {
          const last = before.at(-1);
          return last?.text === text ? before : [...before.slice(0, 1), { id: (last?.id ?? 0) + 1, text }];
        }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScale(Math.min(1, element.clientWidth / width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);

  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<{ preview?: string } | null>) => {
      if (origin !== location.origin || !data?.preview) return;
      const frame = [...(box.current?.querySelectorAll("iframe") ?? [])].find((one) => one.contentWindow === source);
      const id = Number(frame?.dataset["id"] ?? -1);
      const drawn = frames.find((one) => one.id === id);
      if (!drawn) return;
      if (data.preview === "ready")
        frame?.contentWindow?.postMessage({ content: stillAfter(frames[0], drawn), currency }, origin);
      // The ones before it have had their time.
      else setFrames((before) => before.filter((one) => one.id >= id));
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, [frames, currency]);

  return (
    <div
      ref={box}
      style={{ position: "relative", height: height * scale, overflow: "hidden", borderRadius: 8, background: "#fff" }}
    >
      {scale > 0 &&
        frames.map(({ id }, at) => (
          <iframe
            key={id}
            data-id={id}
            src={PAGE}
            title="Preview of the campaign"
            style={{
              position: "absolute",
              inset: 0,
              width,
              height,
              border: 0,
              zIndex: frames.length - at,
              transform: `scale(${scale})`,
              transformOrigin: "0 0",
            }}
          />
        ))}
    </div>
  );
}
