/** How the rare blocks look; beside the renderer's own sheet. */
export const RARE_STYLE = `
.countdown { font-size: 28px; font-weight: 700; font-variant-numeric: tabular-nums; }
.products { display: grid; grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); gap: 12px; margin: 0 0 16px; }
.products a { display: grid; gap: 4px; color: inherit; text-decoration: none; font-size: 14px; }
.products img { margin: 0; width: 100%; }
`;
