/** Garden's colours; text on each ground has a contrast of at least 4.5 to 1 (a test counts it). */
export const palette = `
:root {
  color-scheme: light dark;
  --ground: #f8f9f9; --card: #ffffff; --line: #d8dcde; --edge: #87929d; --text: #2f3941; --quiet: #5c6970; --head: #03363d;
  --chip: #e9ebed; --link: #1f73b7; --primary: #1f73b7; --on-primary: #ffffff; --danger: #cc3340; --on-danger: #ffffff;
  --good: #036b44; --bad: #b3222f; --warn: #8c4310; --info: #15578d;
  --good-ground: #edf8f4; --bad-ground: #fff0f1; --warn-ground: #fff7ed; --info-ground: #edf7ff;
  --side: #03363d; --on-side: #ffffff; --side-quiet: #bdd9d7; --side-here: #0b4f57; --focus: #1f73b7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #151a1e; --card: #1f272d; --line: #39434b; --edge: #87929d; --text: #d8dcde; --quiet: #a5b0b7; --head: #bdd9d7;
    --chip: #333d45; --link: #6db0e6; --primary: #4a9fe0; --on-primary: #0a1a26; --danger: #eb6b75; --on-danger: #260a0d;
    --good: #6fc7a7; --bad: #f58a93; --warn: #f0b27a; --info: #7dbbec;
    --good-ground: #17332a; --bad-ground: #3d1d21; --warn-ground: #3a2a18; --info-ground: #172f43;
    --side: #0b2327; --on-side: #ffffff; --side-quiet: #bdd9d7; --side-here: #17474e; --focus: #6db0e6;
  }
}
`;
