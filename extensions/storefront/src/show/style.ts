import type { Look } from "../../../../app/core/campaigns/content.ts";

/** Inherits the theme's font, and nothing else. The colours were checked when they were saved. */
export const cssOf = ({ background, ink, accent, accentInk, radius, shadow, animation }: Look): string => `
:host { all: initial; font-family: inherit; display: block;
  --ground: ${background}; --ink: ${ink}; --accent: ${accent}; --on: ${accentInk}; --round: ${radius}px; }
dialog { all: unset; position: fixed; inset: 0; display: none; z-index: 2147483000; color-scheme: light; }
dialog[open] { display: grid; place-items: center; padding: 16px; box-sizing: border-box; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
.card { position: relative; box-sizing: border-box; width: min(100%, 420px); max-height: 100%; overflow: auto;
  padding: 40px 28px 32px; border-radius: var(--round); background: var(--ground); color: var(--ink); text-align: center;
  font-size: 16px; line-height: 1.5; overflow-wrap: anywhere; ${shadow ? "box-shadow: 0 12px 40px rgb(0 0 0 / .3);" : ""} }
dialog.slide { inset: auto; inset-block-end: 0; inset-inline-end: 0; }
dialog.slide.start { inset-inline: 0 auto; }
dialog.slide .card { width: min(100vw - 32px, 360px); max-height: calc(100vh - 32px); }
dialog.bar { inset: 0 0 auto; padding: 0; }
dialog.bar.bottom { inset: auto 0 0; }
dialog.bar .card { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; justify-content: center; width: 100%;
  max-height: 50vh; padding: 8px 52px; border-radius: 0; }
dialog.bar .card > * { margin: 0; }
dialog.bar h2 { font-size: 16px; }
dialog.full { padding: 0; }
dialog.full .card { display: flex; flex-direction: column; align-items: center; justify-content: safe center;
  width: 100%; height: 100%; border-radius: 0; padding: 56px 24px; }
dialog.full .card > * { max-width: 560px; }
:host(:not([id])) .card { width: 100%; padding: 24px; box-shadow: none; }
h2 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; }
p { margin: 0 0 24px; white-space: pre-line; }
p a { color: inherit; }
img { display: block; max-width: 100%; height: auto; margin: 0 auto 16px; }
hr { margin: 12px 0; border: 0; height: 1px; }
.action { display: inline-block; box-sizing: border-box; min-height: 44px; margin: 0 0 8px; padding: 10px 28px; border: 0;
  border-radius: min(var(--round), 22px); background: var(--accent); color: var(--on); font: inherit; font-weight: 600;
  text-decoration: none; cursor: pointer; }
.row { display: flex; flex-wrap: wrap; gap: 0 16px; width: 100%; }
.row > * { flex: 1 1 120px; min-width: 0; }
.close { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; width: 44px; height: 44px; border: 0;
  border-radius: 50%; background: none; color: inherit; font-size: 24px; line-height: 1; cursor: pointer; }
.teaser { position: fixed; inset-block-end: 16px; inset-inline-start: 16px; z-index: 2147483000; min-height: 44px;
  max-width: calc(100vw - 32px); padding: 8px 18px; border: 0; border-radius: min(var(--round), 22px);
  background: var(--accent); color: var(--on); font: inherit; font-size: 16px; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #2c6ecb; outline-offset: 2px; }
${
  animation === "none"
    ? ""
    : `@media (prefers-reduced-motion: no-preference) {
  dialog[open] .card { animation: come .2s ease-out; }
  @keyframes come { from { opacity: 0; ${animation === "rise" ? "transform: translateY(12px);" : ""} } }
}`
}`;
