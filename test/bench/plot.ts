import { type Html, html } from "../../src/markup/html.ts";
import { type Axis, scaleAxis, type Tick } from "./plot-axis.ts";
import { plotColours, plotStyle } from "./plot-style.ts";

export type Chart = {
  readonly title: string;
  /** What and where was measured. */
  readonly subtitle: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
};

export type Line = {
  readonly name: string;
  readonly points: readonly Point[];
  /** What ours is compared with: drawn with dashes. */
  readonly isReference?: boolean;
};

export type Point = { readonly x: number; readonly y: number };

const width = 760;
const height = 440;
const field = { left: 84, right: 716, top: 104, bottom: 372 };

/** More points than this are a curve; fewer are marked one by one. */
const markedAtMost = 8;

/** A chart as SVG that needs nothing else: it follows the reader's colour scheme, on its own ground. */
export function plot({ title, subtitle, x, y, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const across = scaleAxis(
    x,
    points.map((point) => point.x),
  );
  const up = scaleAxis(
    y,
    points.map((point) => point.y),
  );
  const xOf = (value: number): number => round(field.left + across.place(value) * (field.right - field.left));
  const yOf = (value: number): number => round(field.bottom - up.place(value) * (field.bottom - field.top));

  const { markup } = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="title subtitle"
  >
    <style>
      ${plotStyle}
    </style>
    <rect class="ground" width="${width}" height="${height}" rx="6" />
    <text id="title" class="title" x="20" y="32">${title}</text>
    <text id="subtitle" x="20" y="54">${subtitle}</text>
    ${legend(lines)} ${up.ticks.map((tick) => rowAt(yOf(tick.at), tick))}
    ${across.ticks.map((tick) => columnAt(xOf(tick.at), tick))}
    <text x="${(field.left + field.right) / 2}" y="${height - 20}" text-anchor="middle">${x.label}</text>
    <text transform="translate(22 ${(field.top + field.bottom) / 2}) rotate(-90)" text-anchor="middle">
      ${y.label}
    </text>
    ${lines.map((line, index) => drawn(line, colourOf(index), xOf, yOf))}
  </svg> `;
  return markup;
}

function legend(lines: readonly Line[]): Html[] {
  let left = 20;
  return lines.map(({ name, isReference = false }, index) => {
    const from = left;
    left += 52 + name.length * 7;
    return html`<g
      ><path class="${classOf(isReference)}" stroke="${colourOf(index)}" d="M${from} 78h26" />
      <text class="name" x="${from + 33}" y="82">${name}</text></g
    > `;
  });
}

function rowAt(y: number, { label }: Tick): Html {
  return html`<path class="grid" d="M${field.left} ${y}H${field.right}" />
    <text x="${field.left - 8}" y="${y + 4}" text-anchor="end">${label}</text> `;
}

function columnAt(x: number, { label }: Tick): Html {
  return html`<path class="grid" d="M${x} ${field.bottom}v5" />
    <text x="${x}" y="${field.bottom + 22}" text-anchor="middle">${label}</text> `;
}

function drawn(
  { points, isReference = false }: Line,
  colour: string,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
): Html {
  const path = points.map(({ x, y }) => `${xOf(x)} ${yOf(y)}`).join("L");
  const marks = points.length > markedAtMost ? [] : points;
  return html`<path class="${classOf(isReference)}" stroke="${colour}" d="M${path}" /> ${marks.map(
      ({ x, y }) => html`<circle cx="${xOf(x)}" cy="${yOf(y)}" r="4" fill="${colour}" /> `,
    )}`;
}

function classOf(isReference: boolean): string {
  return isReference ? "line reference" : "line";
}

function colourOf(index: number): string {
  return plotColours[index % plotColours.length]!;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
