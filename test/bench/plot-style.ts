/** Both schemes keep text and lines at a contrast of at least 4.5 and 3 to their ground (WCAG 2.2, 1.4.3 and 1.4.11). */
export const plotStyle = `
  :root { --ground: #ffffff; --ink: #1f2328; --dim: #59636e; --grid: #d1d9e0;
    --one: #0550ae; --two: #bc4c00; --three: #1a7f37; --four: #8250df; }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #0d1117; --ink: #f0f6fc; --dim: #9198a1; --grid: #3d444d;
      --one: #58a6ff; --two: #f0883e; --three: #3fb950; --four: #bc8cff; }
  }
  text { font: 13px system-ui, sans-serif; fill: var(--dim); }
  .title { font-size: 17px; font-weight: 600; fill: var(--ink); }
  .name { fill: var(--ink); }
  .ground { fill: var(--ground); }
  .grid { stroke: var(--grid); }
  .line { fill: none; stroke-width: 2.25; stroke-linejoin: round; }
  .reference { stroke-dasharray: 6 4; }
`;

export const plotColours = ["var(--one)", "var(--two)", "var(--three)", "var(--four)"];
