import { isSafeLink, type Block, type Content } from "#app/core/campaigns/content.ts";
import { blockOf, isBlank, type BlockForm } from "./block.form.ts";
import type { CampaignForm } from "./campaign.form.ts";
import { EMPTY_LOOK, type LookForm } from "./variant.form.ts";

/** What stands for a picture that is not chosen yet. */
const NO_PICTURE = "/empty.svg";

/**
 * What the storefront would be given of a campaign as it is written, from a step on. What is still missing is stood in for,
 * so that there is something to look at; what is complete is as it will be saved.
 */
export function previewContent(
  { surface, teaser, look, variants }: Pick<CampaignForm, "surface" | "teaser" | "look" | "variants">,
  { variant, step }: { readonly variant: number; readonly step: number },
): Content {
  const steps = (variants[variant] ?? variants[0])?.steps ?? [];
  return {
    surface,
    teaser,
    look: drawnLook(look),
    steps: steps.slice(step).map((blocks) => blocks.filter((block) => !isBlank(block)).map(drawnBlock)),
  };
}

function drawnLook(look: LookForm): Content["look"] {
  const color = (name: "background" | "ink" | "accent" | "accentInk") =>
    /^#[0-9a-f]{6}$/i.test(look[name]) ? look[name] : EMPTY_LOOK[name];
  return {
    ...look,
    background: color("background"),
    ink: color("ink"),
    accent: color("accent"),
    accentInk: color("accentInk"),
    radius: Math.min(40, Math.max(0, Number(look.radius) || 0)),
  };
}

function drawnBlock(block: BlockForm): Block {
  const drawn = blockOf({ ...block, ...standIns(block) }, "UTC");
  return drawn.type === "image" && !drawn.url.startsWith("https://") ? { ...drawn, url: NO_PICTURE } : drawn;
}

const linesIn = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** What an unfinished block is drawn with. */
function standIns({ type, text, address, code, answers, ends, at, minutes }: BlockForm): Partial<BlockForm> {
  switch (type) {
    case "heading":
      return { text: text || "Your heading" };
    case "button":
      return { text: text || "Button", address: isSafeLink(address) ? address : "/" };
    case "code":
      return { code: code || "CODE" };
    case "choice":
      return {
        text: text || "Your question",
        answers: linesIn(answers).length < 2 ? "First answer\nSecond answer" : answers,
      };
    case "countdown": {
      const runs = ends === "at" ? !Number.isNaN(Date.parse(at)) : Number(minutes) >= 1;
      return runs ? {} : { ends: "minutes", minutes: "15" };
    }
    case "text":
    case "image":
    case "email":
    case "products":
    case "spacer":
      return {};
  }
}
