/** A line of a chart. */
interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
  /** Whether the horizontal axis is labeled with the measured values instead of round numbers; it is logarithmic if they span a wide range. */
  readonly isMeasured?: boolean;
}

/** The positions of values, and the labeled ones. */
interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

const WIDTH = 640;
const HEIGHT = 320;
const MARGIN = { top: 60, right: 32, bottom: 52, left: 72 };
const LEGEND_STEP = 110;
// Distinguishable with red-green color blindness (Okabe and Ito), and by their dashes in black-and-white print.
const STYLES = [
  { color: '#0072b2', dashes: '' }, { color: '#d55e00', dashes: '8 4' }, { color: '#009e73', dashes: '2 4' },
  { color: '#cc79a7', dashes: '8 4 2 4' }, { color: '#e69f00', dashes: '12 4' }, { color: '#56b4e9', dashes: '4 2' },
];
// A line with more points is a curve, which needs neither marks nor labels.
const MOST_MARKS = 50;
const MOST_LABELS = 12;
// Measured values with a wider range would overlap on a linear axis.
const WIDE = 8;

/** A chart as SVG, for light and dark pages. */
export function lineChart({ title, x, y, lines, isMeasured = false }: ChartOptions): string {
  const points = lines.flatMap((line) => line.points);
  const [bottom, right] = [HEIGHT - MARGIN.bottom, WIDTH - MARGIN.right];
  const values = points.map((point) => point[0]);
  const xs = isMeasured ? measuredScale(values, MARGIN.left + 24, right - 8) : evenScale(values, MARGIN.left, right);
  const ys = evenScale([0, ...points.map((point) => point[1])], bottom, MARGIN.top);
  const middle = (MARGIN.top + bottom) / 2;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${MARGIN.left}" y="22" font-size="15" font-weight="600" fill="#1a1a1a">${escape(title)}</text>`,
    ...ys.ticks.flatMap((tick) => [
      `<line x1="${MARGIN.left}" x2="${right}" y1="${ys.at(tick)}" y2="${ys.at(tick)}" stroke="${tick === 0 ? '#888888' : '#dddddd'}"/>`,
      `<text x="${MARGIN.left - 8}" y="${ys.at(tick) + 4}" text-anchor="end" fill="#444444">${short(tick)}</text>`,
    ]),
    ...xs.ticks.map((tick) => `<text x="${xs.at(tick)}" y="${bottom + 18}" text-anchor="middle" fill="#444444">${short(tick)}</text>`),
    `<text x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 12}" text-anchor="middle" fill="#1a1a1a">${escape(x)}</text>`,
    `<text x="16" y="${middle}" text-anchor="middle" fill="#1a1a1a" transform="rotate(-90 16 ${middle})">${escape(y)}</text>`,
    ...lines.flatMap((line, index) => drawn(line, index, xs, ys)),
    ...(lines.length > 1 ? lines.flatMap(legend) : labels(lines, xs, ys)),
  ];
  return `${[...parts, '</svg>'].join('\n')}\n`;
}

function drawn({ name, points }: Line, index: number, xs: Scale, ys: Scale): string[] {
  const { color, dash } = styleOf(index, points);
  const path = points.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${xs.at(px)} ${ys.at(py)}`).join('');
  const marks = points.length > MOST_MARKS ? [] : points.map(([px, py]) =>
    `<circle cx="${xs.at(px)}" cy="${ys.at(py)}" r="3.5" fill="${color}"><title>${escape(`${name} at ${short(px)}: ${short(py)}`)}</title></circle>`);
  return [`<path d="${path}" fill="none" stroke="${color}" stroke-width="2"${dash}/>`, ...marks];
}

function legend({ name, points }: Line, index: number): string[] {
  const { color, dash } = styleOf(index, points);
  const from = MARGIN.left + index * LEGEND_STEP;
  return [
    `<line x1="${from}" x2="${from + 28}" y1="40" y2="40" stroke="${color}" stroke-width="2"${dash}/>`,
    `<text x="${from + 34}" y="44" fill="#1a1a1a">${escape(name)}</text>`,
  ];
}

/** Labels above the points of a single line, if there are few. */
function labels([line]: readonly Line[], xs: Scale, ys: Scale): string[] {
  return line === undefined || line.points.length > MOST_LABELS ? [] : line.points.map(([px, py]) =>
    `<text x="${xs.at(px)}" y="${ys.at(py) - 9}" text-anchor="middle" fill="#1a1a1a" stroke="#ffffff" stroke-width="3" paint-order="stroke">${short(py, 3)}</text>`);
}

/** The style of a line; a curve with many points has no dashes, which would not be visible. */
function styleOf(index: number, points: Line['points']): { readonly color: string; readonly dash: string } {
  const { color, dashes } = STYLES[index % STYLES.length];
  return { color, dash: dashes === '' || points.length > MOST_MARKS ? '' : ` stroke-dasharray="${dashes}"` };
}

/** A scale labeled with the values themselves, as far as labels do not overlap. */
function measuredScale(values: readonly number[], from: number, to: number): Scale {
  const ticks = [...new Set(values)].sort((left, right) => left - right);
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const along = low > 0 && high / low >= WIDE ? Math.log : (value: number) => value;
  const share = (value: number) => high === low ? 0.5 : (along(value) - along(low)) / (along(high) - along(low));
  const at = (value: number) => oneDigit(from + share(value) * (to - from));
  return { ticks: ticks.filter((tick, index) => index === 0 || at(tick) - at(ticks[index - 1]) >= 24 || index === ticks.length - 1), at };
}

/** A linear scale of round numbers that cover the values. */
function evenScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values, low + 1e-9);
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  const start = Math.floor(low / step) * step;
  const end = Math.ceil(high / step) * step;
  const ticks = Array.from({ length: Math.round((end - start) / step) + 1 }, (_, index) => start + index * step);
  return { ticks, at: (value) => oneDigit(from + (value - start) / (end - start) * (to - from)) };
}

function oneDigit(value: number): number {
  return Math.round(value * 10) / 10;
}

function short(value: number, digits = 4): string {
  return Number(value.toPrecision(digits)).toLocaleString('en-US');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
