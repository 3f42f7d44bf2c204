/** Where things are: the navigation beside the content, above it on a narrow screen. */
export const frameStyle = `
*, *::before, *::after { box-sizing: border-box; }
* { margin: 0; }
body { background: var(--ground); color: var(--text); font: 14px/20px system-ui, -apple-system, "Segoe UI", sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
h1 { font-size: 26px; line-height: 32px; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 18px; line-height: 24px; font-weight: 600; color: var(--head); margin: 32px 0 12px; }
h3 { font-size: 14px; font-weight: 600; overflow-wrap: anywhere; }
h2 small, h3 small { font-weight: 400; color: var(--quiet); }
small, .quiet { font-size: 12px; line-height: 16px; color: var(--quiet); }
code, pre, .mono { font: 12px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 16px; z-index: 1; background: var(--card); padding: 8px 16px; border-radius: 4px; }
.frame { display: grid; grid-template-columns: 216px minmax(0, 1fr); min-height: 100vh; }
.side { background: var(--side); color: var(--on-side); padding: 20px 12px; display: flex; flex-direction: column; gap: 16px; position: sticky; top: 0; height: 100vh; overflow-y: auto; }
.side :focus-visible { outline-color: #ffffff; outline-offset: -3px; }
.brand { font-size: 18px; line-height: 24px; font-weight: 600; padding: 0 12px; }
.account { padding: 8px 12px; border: 1px solid var(--side-quiet); border-radius: 4px; overflow-wrap: anywhere; }
.account strong { display: block; }
.account.sandbox { border-style: dashed; border-radius: 16px; }
.account.production { background: #ffffff; color: #03363d; border: 2px solid #ffb057; }
.account.sandbox strong::before { content: "◌ "; content: "◌ " / ""; }
.account.production strong::before { content: "■ "; content: "■ " / ""; }
nav ul { list-style: none; padding: 0; }
.side nav a { display: block; padding: 8px 12px; border-radius: 4px; color: var(--on-side); text-decoration: none; }
.side nav a:hover { text-decoration: underline; }
.side nav a[aria-current] { background: var(--side-here); font-weight: 600; box-shadow: inset 3px 0 #ffffff; }
.who { margin-top: auto; padding: 0 12px; display: grid; gap: 8px; overflow-wrap: anywhere; }
.who small { color: var(--side-quiet); }
.who .button.basic { color: var(--on-side); border-color: var(--side-quiet); background: transparent; }
main { padding: 32px 40px 64px; max-width: 1440px; width: 100%; }
.lead { margin-top: 8px; max-width: 80ch; overflow-wrap: anywhere; }
.alone { max-width: 480px; margin: 10vh auto 0; padding: 32px; }
.alone .account { margin: 16px 0; border-color: var(--edge); }
@media (max-width: 800px) {
  .frame { display: block; }
  .side { position: static; height: auto; padding: 12px 16px; gap: 8px 12px; flex-direction: row; flex-wrap: wrap; align-items: center; }
  .brand { padding: 0; }
  .account { padding: 2px 12px; }
  .account strong { display: inline; }
  .side nav { order: 3; flex-basis: 100%; }
  .side nav ul { display: flex; flex-wrap: wrap; gap: 4px; }
  .side nav a { padding: 4px 8px; }
  .side nav a[aria-current] { box-shadow: inset 0 -3px #ffffff; }
  .who { margin: 0 0 0 auto; padding: 0; grid-auto-flow: column; align-items: center; }
  main { padding: 20px 16px 48px; }
  .alone { margin: 0 auto; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; scroll-behavior: auto !important; } }
`;
