import { DASHBOARD_ROWS, DashboardRowFact, DashboardWidgetFact } from '../src/facts/dashboard';
import { ENDPOINT_METRICS, EndpointMetricKey, MICROSECONDS_PER_SECOND } from '../src/facts/metrics';

/** A day of one metric: its value at night and at noon, and its noise. Latencies are in seconds. */
interface Day {
  readonly night: number;
  readonly noon: number;
  readonly swing: number;
}

/** Metrics that are 0 in most minutes. */
type Rare = { readonly rare: number };

/** A day of an endpoint that serves an 8B model on one to three instances. Made up, but plausible. */
const DAYS: { readonly [key in EndpointMetricKey]?: Day | Rare } = {
  invocations: { night: 70, noon: 610, swing: 60 },
  invocation4xxErrors: { rare: 3 },
  invocation5xxErrors: { rare: 1 },
  modelErrors: { rare: 2 },
  modelLatency: { night: 5, noon: 14, swing: 2.5 },
  overheadLatency: { night: 0.1, noon: 0.2, swing: 0.1 },
  timeToFirstByte: { night: 0.22, noon: 0.6, swing: 0.12 },
  modelTimeToFirstByte: { night: 0.16, noon: 0.5, swing: 0.1 },
  midStreamErrors: { rare: 2 },
  concurrentRequests: { night: 3, noon: 22, swing: 5 },
  gpuUtilization: { night: 22, noon: 86, swing: 12 },
  gpuMemoryUtilization: { night: 91, noon: 92, swing: 0.6 },
  cpuUtilization: { night: 8, noon: 34, swing: 8 },
  memoryUtilization: { night: 41, noon: 43, swing: 1 },
  diskUtilization: { night: 28, noon: 29, swing: 0.5 },
  invocationsPerInstance: { night: 70, noon: 240, swing: 40 },
};

/** The thresholds of `addAlarms` for such an endpoint, and the labels of their lines. A test compares both with the dashboard that the library creates. */
const THRESHOLDS: { readonly [key in EndpointMetricKey]?: { readonly value: number; readonly label: string } } = {
  modelLatency: { value: 30, label: 'responses too slow' },
  concurrentRequests: { value: 28.8, label: 'batches full' },
  gpuMemoryUtilization: { value: 98, label: 'GPU memory full' },
};

/** Suffix of the numbers of each unit. Times are drawn in seconds. */
const UNITS = { Count: '', Percent: '%', Microseconds: ' s', Milliseconds: ' s', Seconds: ' s' } as const;

const WIDTH = 960;
const GAP = 12;
const CARD_HEIGHT = 204;
const HEADING_HEIGHT = 40;
const PLOT = { top: 40, left: 52, bottom: 52 };
const HOURS = ['00:00', '06:00', '12:00', '18:00', '24:00'];

const STYLE = [
  '<style>',
  '  text { font: 12px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #57606a; }',
  '  .bg { fill: #f6f8fa; stroke: #d0d7de; } .card { fill: #ffffff; stroke: #d0d7de; } .grid { stroke: #eaeef2; } .axis { stroke: #afb8c1; }',
  '  .head { font-size: 15px; font-weight: 600; fill: #1f2328; } .name { font-size: 13px; font-weight: 600; fill: #1f2328; } .tick { font-size: 11px; }',
  '  .curve { fill: none; stroke-width: 1.75; stroke-linejoin: round; } .limit { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 6 4; } .alarm { fill: #cf222e; font-size: 11px; }',
  '  .c0 { stroke: #0b6e4f; } .c1 { stroke: #4c6ef5; } .c2 { stroke: #bf8700; } .k0 { fill: #0b6e4f; } .k1 { fill: #4c6ef5; } .k2 { fill: #bf8700; }',
  '  @media (prefers-color-scheme: dark) {',
  '    text { fill: #9da7b3; } .bg { fill: #0d1117; stroke: #30363d; } .card { fill: #161b22; stroke: #30363d; } .grid { stroke: #21262d; } .axis { stroke: #6e7681; }',
  '    .head, .name { fill: #e6edf3; } .limit { stroke: #f85149; } .alarm { fill: #ff7b72; }',
  '    .c0 { stroke: #3fb68b; } .c1 { stroke: #91a7ff; } .c2 { stroke: #d29922; } .k0 { fill: #3fb68b; } .k1 { fill: #91a7ff; } .k2 { fill: #d29922; }',
  '  }',
  '</style>',
];

/** The dashboard of a real-time endpoint with made-up curves, drawn from the same table as the dashboard itself. */
export function dashboardPicture(): string[] {
  const body: string[] = [];
  let y = GAP;
  for (const row of Object.values(DASHBOARD_ROWS) as DashboardRowFact[]) {
    body.push(`<text class="head" x="${GAP + 4}" y="${y + 25}">${row.title}</text>`);
    y += HEADING_HEIGHT;
    const width = (WIDTH - GAP * (row.realTime.length + 1)) / row.realTime.length;
    row.realTime.forEach((widget, index) => body.push(...card(widget, GAP + index * (width + GAP), y, width)));
    y += CARD_HEIGHT + GAP / 2;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + GAP}" width="${WIDTH}" height="${y + GAP}" role="img" aria-labelledby="t d">`,
    '<title id="t">Dashboard of a real-time LMI endpoint</title>',
    '<desc id="d">Five rows of graphs over a day: traffic, latency, saturation, accelerators and host, and scaling, with the thresholds of the alarms.</desc>',
    ...STYLE,
    `<rect class="bg" x="0.5" y="0.5" width="${WIDTH - 1}" height="${y + GAP - 1}" rx="14"/>`,
    ...body,
    '</svg>',
  ];
}

interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function card(widget: DashboardWidgetFact, x: number, y: number, width: number): string[] {
  const right = widget.right ?? [];
  const margin = right.length > 0 ? PLOT.left : 20;
  const plot: Plot = { x: x + PLOT.left, y: y + PLOT.top, width: width - PLOT.left - margin, height: CARD_HEIGHT - PLOT.top - PLOT.bottom };
  const scales = [scaleOf(widget.metrics), scaleOf(right)];
  const keys = [...widget.metrics, ...right];
  const scale = (index: number) => scales[index < widget.metrics.length ? 0 : 1];
  return [
    `<rect class="card" x="${x}" y="${y}" width="${width}" height="${CARD_HEIGHT}" rx="8"/>`,
    `<text class="name" x="${x + 16}" y="${y + 24}">${widget.title}</text>`,
    ...frame(plot, scales[0], right.length > 0 ? scales[1] : undefined),
    ...keys.map((key, index) => `<polyline class="curve c${index}" points="${curve(key, plot, scale(index).top)}"/>`),
    ...keys.flatMap((key, index) => limit(key, plot, scale(index).top)),
    ...legend(keys, right, x + 16, y + CARD_HEIGHT - 14),
  ];
}

interface Scale {
  readonly top: number;
  readonly unit: string;
}

/** The axis of some metrics of one unit: from 0 to a round number above all of them. */
function scaleOf(keys: readonly EndpointMetricKey[]): Scale {
  const highest = Math.max(...keys.map((key) => Math.max(THRESHOLDS[key]?.value ?? 0, highestOf(DAYS[key]!))));
  const unit = keys.length === 0 ? '' : UNITS[ENDPOINT_METRICS[keys[0]].unit];
  return { top: unit === '%' ? 100 : [1, 2, 4, 6, 10, 20, 40, 100, 200, 400, 1000].find((top) => top >= highest * 1.2)!, unit };
}

function highestOf(day: Day | Rare): number {
  return 'rare' in day ? day.rare : day.noon + day.swing;
}

function frame(plot: Plot, left: Scale, right?: Scale): string[] {
  const bottom = plot.y + plot.height;
  return [
    ...[0, 0.5, 1].flatMap((part) => {
      const y = bottom - part * plot.height;
      return [
        `<line class="${part === 0 ? 'axis' : 'grid'}" x1="${plot.x}" y1="${y}" x2="${plot.x + plot.width}" y2="${y}"/>`,
        `<text class="tick" x="${plot.x - 8}" y="${y + 4}" text-anchor="end">${left.top * part}${left.unit}</text>`,
        ...(right ? [`<text class="tick" x="${plot.x + plot.width + 8}" y="${y + 4}">${right.top * part}${right.unit}</text>`] : []),
      ];
    }),
    ...HOURS.map((hour, index) => `<text class="tick" x="${plot.x + index / (HOURS.length - 1) * plot.width}" y="${bottom + 16}" text-anchor="middle">${hour}</text>`),
  ];
}

function limit(key: EndpointMetricKey, plot: Plot, top: number): string[] {
  const line = THRESHOLDS[key];
  if (line === undefined) {
    return [];
  }
  const y = plot.y + (1 - line.value / top) * plot.height;
  const unit = UNITS[ENDPOINT_METRICS[key].unit];
  return [
    `<line class="limit" x1="${plot.x}" y1="${y}" x2="${plot.x + plot.width}" y2="${y}"/>`,
    `<text class="alarm" x="${plot.x + 6}" y="${line.value / top > 0.9 ? y + 22 : y - 5}">${line.label} (${line.value}${unit})</text>`,
  ];
}

function legend(keys: readonly EndpointMetricKey[], right: readonly EndpointMetricKey[], x: number, y: number): string[] {
  let left = x;
  return keys.flatMap((key, index) => {
    const { name, statistic } = ENDPOINT_METRICS[key];
    const label = [name, STATISTICS[statistic], right.includes(key) ? '(right)' : undefined].filter((part) => part !== undefined).join(' ');
    const start = left;
    left += 22 + label.length * 5.7;
    return [`<circle class="k${index}" cx="${start + 4}" cy="${y - 4}" r="4"/>`, `<text class="tick" x="${start + 13}" y="${y}">${label}</text>`];
  });
}

/** The statistic, unless it is obvious: the sum of a count or the average of a percentage. */
const STATISTICS: { readonly [statistic: string]: string } = { p90: 'p90', Maximum: 'max' };

/** A curve that looks like a day of load; every build draws the same one. */
function curve(key: EndpointMetricKey, plot: Plot, top: number): string {
  const day = DAYS[key]!;
  let state = [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65521, 7);
  return Array.from({ length: 97 }, (_, index) => {
    state = (state * 16807 + 11) % 2147483647;
    const chance = (state % 1000) / 1000;
    // Low at night, with peaks around noon and in the evening.
    const load = Math.max(0, Math.sin(Math.PI * (index - 20) / 72)) ** 0.8 * (index >= 20 && index <= 92 ? 1 : 0);
    const value = 'rare' in day ? (chance > 0.965 ? day.rare : 0) : day.night + (day.noon - day.night) * load + day.swing * (chance - 0.5);
    return `${(plot.x + index / 96 * plot.width).toFixed(1)},${(plot.y + (1 - Math.max(0, value) / top) * plot.height).toFixed(1)}`;
  }).join(' ');
}

/** A threshold, converted to the unit of the metric in CloudWatch. */
export function drawnThresholds(): { readonly [metric: string]: { readonly value: number; readonly label: string } } {
  return Object.fromEntries(Object.entries(THRESHOLDS).map(([key, { value, label }]) => {
    const { name, unit } = ENDPOINT_METRICS[key as EndpointMetricKey];
    return [name, { value: unit === 'Microseconds' ? value * MICROSECONDS_PER_SECOND : value, label }];
  }));
}
