import { BarChart, LineChart, PolarisVizProvider } from "@shopify/polaris-viz";
import "@shopify/polaris-viz/build/esm/styles.css";

/** React 18 does not know the attribute. */
const INERT: object = { inert: "" };

export interface PlotProps {
  readonly kind: "line" | "bars" | "ranks";
  /** What the picture shows, in words. */
  readonly label: string;
  /** What the values count. */
  readonly name: string;
  readonly points: readonly { readonly key: string; readonly value: number }[];
  /** Pixels. */
  readonly height: number;
}

/** Drawn in the browser alone: the library measures what it draws on. */
export function Plot({ kind, label, name, points, height }: PlotProps) {
  const data = [{ name, data: points.map((point) => ({ ...point })) }];
  // People and pages come whole.
  const yAxisOptions = { integersOnly: true };
  const look = { theme: "Light", showLegend: false, isAnimated: false, data, yAxisOptions } as const;
  return (
    <PolarisVizProvider>
      {/* Its points have roles that no browser knows: the picture is named as a whole, and the table says the rest. */}
      <div role="img" aria-label={label} style={{ height }}>
        <div {...INERT} style={{ height: "100%" }}>
          {kind === "line" ? (
            <LineChart {...look} />
          ) : (
            <BarChart {...look} direction={kind === "ranks" ? "horizontal" : "vertical"} />
          )}
        </div>
      </div>
    </PolarisVizProvider>
  );
}
