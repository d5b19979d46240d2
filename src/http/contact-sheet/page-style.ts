/**
 * The page's looks: what the system has for type, one accent, and contrasts of 4.5 to 1 and more in both colour schemes
 * (https://www.w3.org/TR/WCAG22/#contrast-minimum). Targets are 44 pixels high where fingers are used.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fcfcfb; --ink: #1c1f22; --soft: #565c62; --line: #dcdfe2; --well: #eceef0; --accent: #0b56bf; --warn: #8a3b00;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #131517; --ink: #e8eaec; --soft: #a5abb1; --line: #34393e; --well: #1f2327; --accent: #8db9ff; --warn: #ffb37a; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
/* What the script will show has its room already, so that nothing moves when it does. */
@media (scripting: enabled) {
  button[hidden] { display: inline-block !important; visibility: hidden; }
  section[hidden] { display: block !important; visibility: hidden; }
}
html { background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 84rem; padding: clamp(1rem, 3vw, 2.5rem); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; padding: 0.6rem 1rem; background: var(--paper); }
h1, h2, p, dl, dd, figure, ul { margin: 0; padding: 0; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); line-height: 1.2; letter-spacing: -0.01em; font-weight: 650; }
h3 { margin: 1rem 0 0.5rem; color: var(--soft); font-size: 0.875rem; font-weight: 400; }
h2 { font-size: 1.125rem; line-height: 1.35; font-weight: 650; }
ul { list-style: none; }
.kicker, .soft { color: var(--soft); font-size: 0.875rem; }
.summary { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 0.75rem 1.5rem; margin-top: 1.25rem; padding: 1rem 0; border-block: 1px solid var(--line); }
.summary dt { color: var(--soft); font-size: 0.8125rem; }
.notice { margin-top: 1.25rem; padding: 0.75rem 1rem; border-left: 4px solid var(--warn); background: var(--well); }
.jump { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-top: 0.75rem; font-size: 0.875rem; }
.overview { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem; margin-top: 1.75rem; align-items: start; }
section { margin-top: 2.25rem; }
.overview section { margin-top: 0; }
section > header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; margin-bottom: 0.75rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 10rem), 1fr)); gap: 1rem 0.75rem; }
.sheets { grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.large { max-width: 40rem; }
figure > a { display: block; }
img, svg { display: block; max-width: 100%; height: auto; background: var(--well); border-radius: 4px; }
.scrubber { width: fit-content; min-width: min(100%, 12rem); max-width: 100%; }
.scrubber svg { margin: 0 auto; }
.scrubber p { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; font-variant-numeric: tabular-nums; }
.scrubber button { margin-left: auto; }
.long { aspect-ratio: 4 / 3; object-fit: cover; object-position: top; }
.large figure { width: fit-content; max-width: 100%; }
.grid img, .grid svg { width: 100%; }
figcaption { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; min-height: 2.25rem; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
button { min-height: 1.75rem; padding: 0.125rem 0.625rem; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: var(--accent); font: inherit; font-size: 0.8125rem; cursor: pointer; }
figcaption > :first-child { margin-right: auto; }
button:hover { border-color: currentColor; }
input[type='range'] { display: block; width: 100%; height: 2.75rem; margin: 0.25rem 0 0; accent-color: var(--accent); }
input:focus-visible { outline-offset: -3px; }
.pages { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin-top: 1.5rem; }
.records li { padding: 0.5rem 0; border-top: 1px solid var(--line); }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
#status { position: fixed; inset: auto 1rem 1rem; margin: 0 auto; max-width: 30rem; border-radius: 8px; background: var(--ink); color: var(--paper); text-align: center; }
#status:not(:empty) { padding: 0.75rem 1rem; }
@media (pointer: coarse), (max-width: 40rem) {
  button { min-height: 2.75rem; min-width: 2.75rem; }
  figcaption { min-height: 3rem; }
  .jump a, .pages a, header > a, .notice a { display: inline-flex; align-items: center; min-height: 2.75rem; }
}
@media (max-width: 26rem) { .grid:not(.sheets) { grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.25rem), 1fr)); } }
`;
