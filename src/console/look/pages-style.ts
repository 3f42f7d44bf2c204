/** What the pages of clients, conflicts and change sets need beside the parts; style.ts puts it after them. */
export const pagesStyle = `
.filters input[type="search"] { width: 320px; max-width: 100%; }
.choices ul { display: flex; flex-wrap: wrap; gap: 8px 16px; }
.choices a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; box-shadow: 0 2px var(--text); }
.timeline { list-style: none; padding: 0; margin-top: 16px; }
.timeline > li { display: grid; grid-template-columns: 208px minmax(0, 1fr); gap: 4px 24px; padding: 12px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.timeline time, .timeline time small { display: block; }
.timeline details { margin-top: 4px; }
.changes { list-style: none; padding: 0; }
del { color: var(--bad); }
ins { color: var(--good); text-decoration: none; }
th .quiet, th code { font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.older { margin-top: 16px; }
.checklist { list-style: none; padding: 0; }
.checklist li + li { margin-top: 8px; }
.card > h2:first-child, .card > h3:first-child, .card > dl:first-child { margin-top: 0; }
main section > h2:first-child { margin-top: 32px; }
main section.card > h2:first-child { margin-top: 0; margin-bottom: 12px; }
main > dl, main > .card, main > .sides, main > details, main > form, section > .sides, section > details { margin-top: 16px; }
section > p + p, section > p + form, main > p:not(.lead) { margin-top: 12px; }
ul + .act { margin-top: 12px; }
.compared dl { grid-template-columns: minmax(0, 1fr); }
.compared dl > div { display: grid; grid-template-columns: 112px minmax(0, 1fr); gap: 4px 16px; align-items: baseline; }
.choose { border: 0; padding: 0; display: grid; gap: 12px; flex-basis: 100%; }
.choose legend { font-weight: 600; padding: 0; margin-bottom: 8px; }
.choice > label:first-child { display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; }
.choice > label:first-child span { grid-column: 2; }
.choice .field { margin: 8px 0 0 28px; }
.choice:has(:checked) { border-color: var(--primary); box-shadow: inset 3px 0 var(--primary); }
.choose .card + .card { margin-top: 0; }
.check { display: flex; gap: 8px; align-items: center; min-height: 36px; }
mark { background: var(--warn-ground); color: inherit; padding: 0 4px; }
.differs { color: var(--warn); font-weight: 600; font-size: 12px; }
.wide { flex-basis: 100%; }
.wide textarea { width: 100%; min-height: 160px; font: 12px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.document p, .document .list { max-width: 80ch; }
.document h3 { margin-top: 24px; font-size: 16px; line-height: 24px; }
.document h4 { margin-top: 16px; font-size: 14px; }
.document .table-frame { margin-top: 8px; }
.document .table-frame + p { margin-top: 8px; color: var(--quiet); }
.document caption { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
.document .list, .document dl { margin-top: 8px; }
@media (max-width: 640px) {
  .timeline > li { grid-template-columns: minmax(0, 1fr); }
  .filters input[type="search"] { width: 100%; }
  .compared dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .choice .field { margin-left: 0; }
}
`;
