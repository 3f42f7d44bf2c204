/** The look of the sandbox's page, after Zendesk Garden: kale headings, calm greys, a 4 px grid, light and dark. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #f8f9f9; --card: #fff; --line: #e9ebed; --text: #2f3941; --quiet: #68737d; --head: #03363d;
  --chip: #e9ebed; --good: #037f52; --bad: #cc3340; --warn: #ad5918; --info: #1f73b7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #151a1e; --card: #1f272d; --line: #333d45; --text: #d8dcde; --quiet: #97a1a8; --head: #bdd9d7;
    --chip: #333d45; --good: #5eae91; --bad: #eb6b75; --warn: #efa561; --info: #5293c7;
  }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--text); font: 14px/20px system-ui, -apple-system, "Segoe UI", sans-serif; }
header { background: #03363d; color: #fff; }
header > div, main { max-width: 1440px; margin: 0 auto; padding: 16px 24px; }
header > div { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
h1 { font-size: 22px; line-height: 28px; font-weight: 600; }
h2 { font-size: 18px; line-height: 24px; font-weight: 600; color: var(--head); margin: 24px 0 12px; }
h2 small { font-size: 14px; font-weight: 400; color: var(--quiet); margin-left: 4px; }
h3 { font-size: 14px; font-weight: 600; overflow-wrap: anywhere; }
code, .mono { font: 12px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
header code { color: #bdd9d7; margin-left: auto; }
.badge { background: #ffb057; color: #3d2400; font-weight: 600; border-radius: 12px; padding: 2px 12px; }
.quiet { color: var(--quiet); }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); }
.figures { grid-template-columns: repeat(3, 1fr); }
main > h2:first-child { margin-top: 8px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 16px; min-width: 0; }
.card > p { margin-top: 4px; }
.empty { color: var(--quiet); text-align: center; padding: 32px 16px; }
.figure { font-size: 26px; line-height: 32px; font-variant-numeric: tabular-nums; }
.figure span { font-size: 14px; color: var(--quiet); }
meter { display: block; width: 100%; height: 8px; margin-top: 8px; appearance: none; background: var(--chip); border: 0; border-radius: 4px; overflow: hidden; }
meter::-webkit-meter-inner-element { display: grid; grid-template-rows: 0 [line1] 8px [line2] 0; }
meter::-webkit-meter-bar { background: var(--chip); border: 0; }
meter::-webkit-meter-optimum-value { background: var(--good); }
meter::-webkit-meter-suboptimum-value { background: var(--warn); }
meter:-moz-meter-optimum::-moz-meter-bar { background: var(--good); }
meter:-moz-meter-sub-optimum::-moz-meter-bar { background: var(--warn); }
dl { display: grid; grid-template-columns: minmax(112px, auto) 1fr; gap: 4px 12px; margin-top: 12px; }
dt { color: var(--quiet); }
dd { overflow-wrap: anywhere; }
.tags { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 12px; padding: 0; list-style: none; }
.tags li { background: var(--chip); border-radius: 4px; padding: 0 8px; overflow-wrap: anywhere; }
.calls { padding: 0; list-style: none; }
.calls li { display: grid; grid-template-columns: 72px 48px 1fr auto; gap: 0 16px; padding: 8px 16px; border-top: 1px solid var(--line); }
.calls li:first-child { border-top: 0; }
.tickets li { grid-template-columns: 56px 64px 1fr auto; }
.policies li { grid-template-columns: 24px minmax(160px, 1fr) minmax(0, 2fr); }
.calls .path { overflow-wrap: anywhere; }
.calls b { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.list { padding: 0; }
@media (max-width: 640px) {
  header > div, main { padding: 12px 16px; }
  header code { margin-left: 0; width: 100%; }
  .calls li { grid-template-columns: 72px 40px 1fr; gap: 0 8px; }
  .figures { grid-template-columns: repeat(2, 1fr); }
  .tickets li { grid-template-columns: 56px 64px 1fr; }
  .policies li { grid-template-columns: 24px 1fr; }
  .calls .path { grid-column: 1 / -1; grid-row: 2; }
}
.stopped main { opacity: 0.5; }
.stopped .badge::after { content: " (stopped)"; }
`;
