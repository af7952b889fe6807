/** A line of a chart. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
}

const WIDTH = 640;
const HEIGHT = 320;
const MARGIN = { top: 48, right: 24, bottom: 52, left: 72 };
// Told apart by people who do not see red and green as different (Okabe and Ito).
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

/** A chart as SVG, for a page in light or dark. */
export function lineChart({ title, x, y, lines }: ChartOptions): string {
  const points = lines.flatMap((line) => line.points);
  const xs = scale(points.map((point) => point[0]), MARGIN.left, WIDTH - MARGIN.right);
  const ys = scale([0, ...points.map((point) => point[1])], HEIGHT - MARGIN.bottom, MARGIN.top);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${MARGIN.left}" y="20" font-size="14" font-weight="600" fill="#1a1a1a">${escape(title)}</text>`,
    ...ys.ticks.flatMap((tick) => [
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${ys.at(tick)}" y2="${ys.at(tick)}" stroke="#dddddd"/>`,
      `<text x="${MARGIN.left - 8}" y="${ys.at(tick) + 4}" text-anchor="end" fill="#444444">${short(tick)}</text>`,
    ]),
    ...xs.ticks.map((tick) => `<text x="${xs.at(tick)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle" fill="#444444">${short(tick)}</text>`),
    `<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle" fill="#1a1a1a">${escape(x)}</text>`,
    `<text x="16" y="${(MARGIN.top + HEIGHT - MARGIN.bottom) / 2}" text-anchor="middle" fill="#1a1a1a" transform="rotate(-90 16 ${(MARGIN.top + HEIGHT - MARGIN.bottom) / 2})">${escape(y)}</text>`,
  ];
  lines.forEach((line, index) => {
    const color = COLORS[index % COLORS.length];
    const path = line.points.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${xs.at(px)} ${ys.at(py)}`).join('');
    parts.push(`<path d="${path}" fill="none" stroke="${color}" stroke-width="2"/>`);
    if (line.points.length <= 50) {
      line.points.forEach(([px, py]) => parts.push(`<circle cx="${xs.at(px)}" cy="${ys.at(py)}" r="3" fill="${color}"/>`));
    }
    parts.push(`<text x="${MARGIN.left + index * 120}" y="38" fill="${color}">${escape(line.name)}</text>`);
  });
  return `${[...parts, '</svg>'].join('\n')}\n`;
}

/** Round numbers that cover the values, and where they stand. */
function scale(values: readonly number[], from: number, to: number): { readonly ticks: number[]; readonly at: (value: number) => number } {
  const low = Math.min(...values);
  const high = Math.max(...values, low + 1e-9);
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  const start = Math.floor(low / step) * step;
  const end = Math.ceil(high / step) * step;
  const ticks = Array.from({ length: Math.round((end - start) / step) + 1 }, (_, index) => start + index * step);
  return { ticks, at: (value) => Math.round((from + (value - start) / (end - start) * (to - from)) * 10) / 10 };
}

function short(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-US');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
