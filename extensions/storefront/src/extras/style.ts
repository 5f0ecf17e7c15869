/** How the rare blocks look; beside the renderer's own sheet. */
export const RARE_STYLE = `
.choice { display: grid; gap: 8px; width: 100%; margin: 0 0 20px; }
.question { margin: 0; font-weight: 600; }
.countdown { font-size: 28px; font-weight: 700; font-variant-numeric: tabular-nums; }
.products { display: grid; grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); gap: 12px; margin: 0 0 16px; }
.products a { display: grid; gap: 4px; color: inherit; text-decoration: none; font-size: 14px; }
.products img { margin: 0; width: 100%; }
`;
