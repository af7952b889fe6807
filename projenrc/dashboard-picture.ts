import { DASHBOARD_GRID, DASHBOARD_ROWS, DashboardRowFact, DashboardWidgetFact } from '../src/facts/dashboard';
import { ENDPOINT_METRICS } from '../src/facts/metrics';

/** Pixels of one unit of the grid. */
const UNIT = 40;
const PLOT_MARGIN = { top: 34, side: 14, bottom: 34 };
const COLOURS = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd'];

/** The dashboard of a real-time endpoint with made-up curves, drawn from the table that the dashboard itself is made from. */
export function dashboardPicture(): string[] {
  const width = DASHBOARD_GRID.width * UNIT;
  const body: string[] = [];
  let y = 0;
  for (const row of Object.values(DASHBOARD_ROWS) as DashboardRowFact[]) {
    body.push(`<text x="14" y="${y + 27}" font-size="17" font-weight="bold" fill="#16191f">${row.title}</text>`);
    y += DASHBOARD_GRID.headingHeight * UNIT;
    row.realTime.forEach((widget, index) => {
      const share = width / row.realTime.length;
      body.push(...drawWidget(widget, index * share, y, share, DASHBOARD_GRID.height * UNIT * 0.75));
    });
    y += DASHBOARD_GRID.height * UNIT * 0.75;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 12}" font-family="Helvetica, Arial, sans-serif">`,
    '<title>Dashboard of a real-time LMI endpoint: traffic, latency, saturation, accelerators and scaling</title>',
    `<rect width="${width}" height="${y + 12}" fill="#f2f3f3"/>`,
    ...body,
    '</svg>',
  ];
}

function drawWidget(widget: DashboardWidgetFact, x: number, y: number, width: number, height: number): string[] {
  const plot = {
    x: x + 4 + PLOT_MARGIN.side,
    y: y + PLOT_MARGIN.top,
    width: width - 8 - 2 * PLOT_MARGIN.side,
    height: height - PLOT_MARGIN.top - PLOT_MARGIN.bottom - 4,
  };
  const keys = [...widget.metrics, ...widget.right ?? []];
  return [
    `<rect x="${x + 4}" y="${y}" width="${width - 8}" height="${height - 6}" rx="4" fill="#ffffff" stroke="#d5dbdb"/>`,
    `<text x="${plot.x}" y="${y + 22}" font-size="14" fill="#16191f">${widget.title}</text>`,
    ...[0, 0.5, 1].map((part) => {
      const line = plot.y + part * plot.height;
      return `<line x1="${plot.x}" y1="${line}" x2="${plot.x + plot.width}" y2="${line}" stroke="#eaeded"/>`;
    }),
    ...keys.flatMap((key, index) => [
      `<polyline fill="none" stroke="${COLOURS[index % COLOURS.length]}" stroke-width="1.5" points="${curve(key, plot)}"/>`,
    ]),
    ...legend(keys.map((key) => ENDPOINT_METRICS[key].name), plot.x, y + height - 18),
  ];
}

function legend(names: readonly string[], x: number, y: number): string[] {
  let left = x;
  return names.flatMap((name, index) => {
    const start = left;
    left += 30 + name.length * 7;
    return [
      `<rect x="${start}" y="${y - 8}" width="10" height="10" fill="${COLOURS[index % COLOURS.length]}"/>`,
      `<text x="${start + 15}" y="${y + 1}" font-size="12" fill="#545b64">${name}</text>`,
    ];
  });
}

/** A curve that looks like a day of load, the same one at every build. */
function curve(key: string, plot: { x: number; y: number; width: number; height: number }): string {
  let state = [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65521, 7);
  const quiet = /error|without/i.test(key);
  return Array.from({ length: 61 }, (_, index) => {
    state = (state * 16807 + 11) % 2147483647;
    const noise = (state % 1000) / 1000;
    const day = Math.sin(Math.PI * index / 60);
    const level = quiet ? (noise > 0.9 ? 0.15 : 0.02) : 0.15 + 0.55 * day + 0.15 * noise;
    return `${(plot.x + index / 60 * plot.width).toFixed(1)},${(plot.y + (1 - level) * plot.height).toFixed(1)}`;
  }).join(' ');
}
