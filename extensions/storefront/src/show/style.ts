import type { Look } from "../../../../app/core/campaigns/content.ts";

/**
 * Inherits the theme's font, and nothing else. What a theme says of elements like the host (`div:empty`, `*`) must not
 * reach it: within a shadow root `!important` wins over the page's. The colours were checked when they were saved.
 */
export const cssOf = ({ background, ink, accent, accentInk, radius, shadow, animation }: Look): string => `
:host { all: initial !important; display: block !important; font-family: inherit !important;
  --ground: ${background} !important; --ink: ${ink} !important; --accent: ${accent} !important;
  --on: ${accentInk} !important; --round: ${radius}px !important; }
:host([id]) { position: fixed !important; inset: 0 auto auto 0 !important; z-index: 2147483000 !important; }
:host([data-aside]) { display: none !important; }
:host::backdrop { display: none !important; }
dialog { all: unset; position: fixed; inset: 0; display: none; color-scheme: light; }
dialog[open] { display: grid; grid: minmax(0, 1fr) / minmax(0, 1fr); place-items: center; padding: 16px; box-sizing: border-box; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
.box { position: relative; display: flex; box-sizing: border-box; width: min(100%, 420px); max-height: 100%; }
.card { box-sizing: border-box; flex: 1; min-width: 0; overflow: auto; overscroll-behavior: contain;
  padding: 40px 28px 32px; border-radius: var(--round); background: var(--ground); color: var(--ink); text-align: center;
  font-size: 16px; line-height: 1.5; overflow-wrap: anywhere; ${shadow ? "box-shadow: 0 12px 40px rgb(0 0 0 / .3);" : ""} }
dialog.slide { inset: auto; inset-block-end: var(--away, 0px); inset-inline-end: 0; }
dialog.slide.start { inset-inline: 0 auto; }
dialog.slide .box { width: min(100vw - 32px, 360px); max-height: min(100vh - 144px, var(--room, 100vh)); }
dialog.bar { inset: var(--away, 0px) 0 auto; padding: 0; }
dialog.bar.bottom { inset: auto 0 var(--away, 0px); }
dialog.bar .box { width: 100%; max-height: 50vh; }
dialog.bar .card { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; justify-content: center;
  padding: 8px 52px; border-radius: 0; }
dialog.bar .card > * { margin: 0; }
dialog.bar h2 { font-size: 16px; }
dialog.full { padding: 0; }
dialog.full .box { width: 100%; height: 100%; }
dialog.full .card { display: flex; flex-direction: column; align-items: center; justify-content: safe center;
  border-radius: 0; padding: 56px 24px; }
dialog.full .card > * { max-width: 560px; }
:host(:not([id])) .card { padding: clamp(4px, 4%, 24px); box-shadow: none;
  overflow-wrap: break-word; }
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
  border-radius: 50%; background: var(--ground); color: var(--ink); font: inherit; font-size: 24px; line-height: 1; cursor: pointer; }
.teaser { position: fixed; inset-block-end: calc(16px + var(--away, 0px)); inset-inline-start: 16px; min-height: 44px;
  max-width: calc(100vw - 32px); padding: 8px 18px; border: 0; border-radius: min(var(--round), 22px);
  background: var(--accent); color: var(--on); font: inherit; font-size: 16px; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #2c6ecb; outline-offset: 2px; }
${
  animation === "none"
    ? ""
    : `@media (prefers-reduced-motion: no-preference) {
  dialog[open] .box { animation: come .2s ease-out; }
  @keyframes come { from { opacity: 0; ${animation === "rise" ? "transform: translateY(12px);" : ""} } }
}`
}`;
