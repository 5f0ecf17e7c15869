/** How the blocks look in which something is typed, chosen or copied; beside the renderer's own sheet. */
export const FORM_STYLE = `
.code, .email form, .choice { display: grid; gap: 8px; width: 100%; margin: 0 0 20px; }
.code code { padding: 10px; border: 1px dashed; border-radius: 8px; font-weight: 600; letter-spacing: .05em; }
.second { min-height: 44px; padding: 8px 20px; border: 1px solid; border-radius: min(var(--round), 22px); background: none;
  color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
.question { margin: 0; font-weight: 600; }
label { text-align: start; }
input { box-sizing: border-box; width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid #767676;
  border-radius: 8px; background: #fff; color: #1a1a1a; font: inherit; }
.wrong { margin: 0; color: #b3261e; background: #fff; text-align: start; }
.wrong:empty { display: none; }
.wrong button { min-height: 44px; padding: 0; border: 0; background: none; color: inherit; font: inherit;
  text-decoration: underline; cursor: pointer; }
.small p { margin: 0; font-size: 13px; }
`;
