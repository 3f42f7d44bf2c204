/** The look of the document, after Zendesk Garden: kale headings, calm greys; light and dark; on paper black on white. */
export const documentStyle = `
:root {
  color-scheme: light dark;
  --ground: #fff; --line: #d8dcde; --band: #f8f9f9; --text: #2f3941; --quiet: #68737d; --head: #03363d; --link: #1f73b7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #151a1e; --line: #3b454d; --band: #1f272d; --text: #d8dcde; --quiet: #97a1a8; --head: #bdd9d7; --link: #5293c7;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--ground); color: var(--text); font: 16px/24px system-ui, -apple-system, "Segoe UI", sans-serif;
  max-width: 960px; margin: 0 auto; padding: 48px 32px 96px; overflow-wrap: break-word;
}
h1, h2, h3, h4 { color: var(--head); font-weight: 600; break-after: avoid; }
h1 { font-size: 32px; line-height: 40px; }
h2 { font-size: 24px; line-height: 32px; margin-top: 64px; padding-top: 16px; border-top: 2px solid var(--head); }
h3 { font-size: 18px; line-height: 24px; margin-top: 32px; }
h4 { font-size: 16px; line-height: 24px; margin-top: 24px; }
header p { color: var(--quiet); margin-top: 4px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 24px; list-style: none; padding: 0; margin-top: 24px; }
p, ul, dl { max-width: 720px; margin-top: 8px; }
main ul { padding-left: 20px; }
main li + li { margin-top: 4px; }
a { color: var(--link); }
dl { display: grid; grid-template-columns: minmax(112px, 176px) 1fr; gap: 4px 16px; }
dt { color: var(--quiet); }
.table { overflow-x: auto; margin-top: 12px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 8px 12px; border-bottom: 1px solid var(--line); }
thead th { background: var(--band); color: var(--quiet); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 600; }
.table + p { color: var(--quiet); font-size: 14px; line-height: 20px; }
@media (max-width: 640px) {
  body { padding: 24px 16px 48px; }
  h1 { font-size: 26px; line-height: 32px; }
  h2 { font-size: 22px; line-height: 28px; margin-top: 40px; }
  table { font-size: 13px; line-height: 18px; }
  th, td { padding: 8px 6px; }
  th:first-child { padding-left: 0; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd + dt { margin-top: 8px; }
}
@page { margin: 18mm 16mm; }
@media print {
  :root { --ground: #fff; --line: #bbb; --band: #f4f4f4; --text: #000; --quiet: #444; --head: #000; --link: #000; }
  body { font-size: 10.5pt; line-height: 15pt; max-width: none; padding: 0; }
  nav { display: none; }
  h1 { font-size: 20pt; line-height: 26pt; }
  h2 { font-size: 15pt; line-height: 20pt; margin-top: 24pt; padding-top: 6pt; border-top-width: 1pt; }
  h3 { font-size: 12pt; line-height: 16pt; margin-top: 14pt; }
  table { font-size: 9.5pt; line-height: 13pt; }
  .table + p { font-size: 9.5pt; line-height: 13pt; }
  th, td { padding: 4pt 6pt; }
  thead th { print-color-adjust: exact; }
  .table { overflow: visible; }
  thead { display: table-header-group; }
  tr, li, dd, .table, section:not(:has(section)) { break-inside: avoid; }
  p:has(+ .table) { break-after: avoid; }
  a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;
