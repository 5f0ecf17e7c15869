import { LineChart, PolarisVizProvider } from "@shopify/polaris-viz";
import "@shopify/polaris-viz/build/esm/styles.css";

/** React 18 does not know the attribute. */
const INERT: object = { inert: "" };

interface Props {
  /** What the picture shows, in words. */
  readonly label: string;
  readonly days: readonly { readonly day: string; readonly size: number }[];
}

/** Drawn in the browser alone: the library measures what it draws on. */
export function GrowthPlot({ label, days }: Props) {
  return (
    <PolarisVizProvider>
      {/* Its points have roles that no browser knows: the picture is named as a whole, and the table says the rest. */}
      <div role="img" aria-label={label} style={{ height: 220 }}>
        <div {...INERT} style={{ height: "100%" }}>
          <LineChart
            theme="Light"
            showLegend={false}
            isAnimated={false}
            data={[{ name: "Members", data: days.map(({ day, size }) => ({ key: day, value: size })) }]}
          />
        </div>
      </div>
    </PolarisVizProvider>
  );
}
