interface Props {
  /** Oldest first. */
  readonly values: readonly number[];
  /** What it shows, for those who can't see it. */
  readonly label: string;
}

const WIDTH = 96;
const HEIGHT = 24;

/** A small line of how a number went; without axes, for a list. */
export function Sparkline({ values, label }: Props) {
  const least = Math.min(...values);
  const range = Math.max(...values) - least || 1;
  const points = values.map((value, at) => {
    const x = (at / Math.max(1, values.length - 1)) * WIDTH;
    const y = HEIGHT - 2 - ((value - least) / range) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg role="img" aria-label={label} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <polyline points={points.join(" ")} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
