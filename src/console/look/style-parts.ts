/** What pages are made of. `.card .grid .figure .badge .button .field .filters .notice .empty .sides` may be used anywhere. */
export const partStyle = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 16px; min-width: 0; }
.card > * + * { margin-top: 8px; }
.card > h2:first-child { margin-top: 0; }
form.card { display: grid; gap: 16px; justify-items: start; }
form.card > * { margin: 0; }
form.card > .field { width: 100%; }
.card > dl, .card > form { margin-top: 16px; }
.card + .card { margin-top: 16px; }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 216px), 1fr)); }
.grid .card + .card { margin-top: 0; }
.sides { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); }
.sides > * { margin: 0 !important; }
.figure { font-size: 26px; line-height: 32px; font-variant-numeric: tabular-nums; }
.figure small { font-size: 14px; }
.empty { text-align: center; padding: 32px 16px; margin-top: 16px; }
.verdict { border-left: 4px solid var(--good); font-size: 18px; line-height: 24px; margin-top: 20px; }
.verdict + .quiet { margin-top: 8px; }
.verdict.bad { border-left-color: var(--bad); }
.verdict.warn { border-left-color: var(--warn); }
.notice { margin-top: 16px; padding: 12px 16px; border-radius: 4px; border: 1px solid var(--good); background: var(--good-ground); color: var(--good); overflow-wrap: anywhere; }
.problem { margin-top: 16px; padding: 12px 16px; border-radius: 4px; border: 1px solid var(--bad); background: var(--bad-ground); color: var(--bad); }
.badge { display: inline-block; border-radius: 12px; padding: 1px 10px; font-weight: 600; font-size: 12px; line-height: 18px; white-space: nowrap; background: var(--chip); color: var(--text); }
.badge.good { background: var(--good-ground); color: var(--good); }
.badge.bad { background: var(--bad-ground); color: var(--bad); }
.badge.warn { background: var(--warn-ground); color: var(--warn); }
.badge.info { background: var(--info-ground); color: var(--info); }
.button { font: inherit; cursor: pointer; border: 1px solid var(--primary); background: var(--primary); color: var(--on-primary); border-radius: 4px; padding: 7px 16px; min-height: 36px; text-decoration: none; display: inline-block; }
.button:hover { filter: brightness(0.92); }
.button.basic { background: transparent; color: var(--link); }
.button.danger { background: var(--danger); border-color: var(--danger); color: var(--on-danger); }
.button:disabled { background: var(--chip); border-color: var(--line); color: var(--quiet); cursor: not-allowed; filter: none; }
.acts { display: flex; flex-wrap: wrap; gap: 16px; align-items: end; }
.act { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; }
.act > small, .acts > small { align-self: center; }
.field { display: grid; gap: 4px; font-weight: 600; min-width: 0; }
.field small { font-weight: 400; }
input, select, textarea { font: inherit; font-weight: 400; color: var(--text); background: var(--card); border: 1px solid var(--edge); border-radius: 4px; padding: 7px 12px; height: 36px; min-width: 0; max-width: 100%; }
textarea, input[type="checkbox"], input[type="radio"] { height: auto; }
.filters { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; margin: 16px 0; }
.filters input { width: 176px; }
.filters input[type="number"] { width: 96px; }
.table-frame { background: var(--card); border: 1px solid var(--line); border-radius: 4px; margin-top: 16px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; padding: 12px 16px; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 10px 16px; border-top: 1px solid var(--line); overflow-wrap: break-word; }
td code, th code { overflow-wrap: break-word; }
th small { display: block; font-weight: 400; }
thead th { color: var(--quiet); font-size: 12px; line-height: 16px; overflow-wrap: normal; }
tbody th { font-weight: 600; min-width: 128px; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td time, dd time { white-space: nowrap; }
td time small { display: block; }
dl { display: grid; gap: 8px 24px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr)); }
dt { color: var(--quiet); font-size: 12px; line-height: 16px; }
dd { overflow-wrap: anywhere; }
pre { background: var(--ground); border: 1px solid var(--line); border-radius: 4px; padding: 12px; overflow: auto; max-height: 480px; white-space: pre-wrap; }
meter, progress { display: block; width: 100%; height: 8px; appearance: none; background: var(--chip); border: 0; border-radius: 4px; overflow: hidden; }
meter::-webkit-meter-inner-element { display: grid; grid-template-rows: 0 [line1] 8px [line2] 0; }
meter::-webkit-meter-bar, progress::-webkit-progress-bar { background: var(--chip); border: 0; }
meter::-webkit-meter-optimum-value, progress::-webkit-progress-value { background: var(--good); }
meter::-webkit-meter-suboptimum-value { background: var(--warn); }
meter:-moz-meter-optimum::-moz-meter-bar, progress::-moz-progress-bar { background: var(--good); }
.pager { display: flex; gap: 16px; margin-top: 16px; }
.list { padding: 0 0 0 20px; }
.htmx-indicator { visibility: hidden; }
.htmx-request .htmx-indicator, .htmx-request.htmx-indicator { visibility: visible; }
.old { opacity: 0.5; filter: grayscale(1); }
details summary { cursor: pointer; color: var(--link); }
.card + details { margin-top: 16px; }
@media (max-width: 640px) {
  thead { position: absolute; left: -9999px; }
  table, tbody, tr, th, td { display: block; }
  caption { display: block; }
  tbody tr { border-top: 1px solid var(--line); padding: 8px 0; }
  tbody th, tbody td, tbody .number { border: 0; padding: 4px 16px; text-align: left; overflow-wrap: anywhere; }
  tbody td::before { content: attr(data-label); display: block; color: var(--quiet); font-size: 12px; line-height: 16px; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
  .figures .card { padding: 12px; }
  .figures .figure { font-size: 22px; line-height: 28px; }
  .filters > *, .filters input, .filters select { width: 100%; }
}
`;
