/** Inherits the theme's font, and nothing else. */
export const CSS = `
:host { all: initial; font-family: inherit; }
dialog { all: unset; position: fixed; inset: 0; display: none; }
dialog[open] { display: grid; place-items: center; padding: 16px; box-sizing: border-box; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
.card { position: relative; box-sizing: border-box; width: min(100%, 420px); max-height: 100%; overflow: auto;
  padding: 40px 28px 32px; border-radius: 12px; background: #fff; color: #1a1a1a; text-align: center;
  font-size: 16px; line-height: 1.5; box-shadow: 0 12px 40px rgb(0 0 0 / .3); overflow-wrap: anywhere; }
h2 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; }
p { margin: 0 0 24px; white-space: pre-line; }
.action { display: inline-block; box-sizing: border-box; min-height: 44px; padding: 10px 28px; border: 0;
  border-radius: 8px; background: #1a1a1a; color: #fff; font: inherit; font-weight: 600; text-decoration: none;
  cursor: pointer; }
.code, .email { display: grid; gap: 8px; margin: 0 0 20px; }
.code code { padding: 10px; border: 1px dashed #767676; border-radius: 8px; font-weight: 600; letter-spacing: .05em; }
.second { min-height: 44px; padding: 8px 20px; border: 1px solid #1a1a1a; border-radius: 8px; background: #fff;
  color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
label { text-align: start; }
input { box-sizing: border-box; width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid #767676;
  border-radius: 8px; background: #fff; color: inherit; font: inherit; }
.wrong { margin: 0; color: #b3261e; text-align: start; }
.wrong:empty { display: none; }
.close { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; width: 44px; height: 44px; border: 0;
  border-radius: 50%; background: none; color: inherit; font-size: 24px; line-height: 1; cursor: pointer; }
:focus-visible { outline: 3px solid #2c6ecb; outline-offset: 2px; }
@media (prefers-reduced-motion: no-preference) {
  dialog[open] .card { animation: rise .2s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
}`;
