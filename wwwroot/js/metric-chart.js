// A chart of the last ten minutes. It owns its element: canvas, cursor and the values at the cursor. The charts of a
// page share one cursor.
import uPlot from '../lib/uplot/uPlot.esm.js';
import { subscribe } from './metrics-feed.js';
import { notSampled } from './metrics-line.js';
import { colour, translucent } from './metrics-spark.js';
import { byUnit } from './metrics-format.js';
import { axisWidth, firstKnown, marksOf, topOf } from './metric-scale.js';

const seconds = 600;
const cursor = uPlot.sync('metrics');
// How often the text for screen readers is updated.
const describeEvery = 10000;
const nearest = 10000;
// A tile: too low for axis marks.
const tileHeight = 80;
// At the slow pace, ticks are ten seconds apart, so a start of less than two ticks is no gap.
const least = 20000;

// The lines of one chart differ by more than shades of one colour.
const dashes = [[], [5, 3], [1.5, 2.5], [8, 3, 1.5, 3]];

export class MetricChart {
  #element; #lines; #unit; #maximum; #plot; #tip; #subscription; #resizes; #drawing; #describedAt = 0; #title;

  constructor(element) {
    this.#element = element;
    this.#title = element.getAttribute('aria-label');
    this.#unit = element.dataset.unit;
    this.#lines = JSON.parse(element.dataset.lines);
    this.#maximum = element.dataset.maximum;
    const words = this.#lines.map(({ series }) => series);
    if (this.#maximum) words.push(this.#maximum);
    const { host, machine } = element.dataset;
    this.#subscription = subscribe({ host, machine: machine ?? null, words, seconds }, () => this.#drawSoon());
    this.#build();
    this.#resizes = new ResizeObserver(() => this.#plot.setSize(this.#size()));
    this.#resizes.observe(element);
    document.addEventListener('wc-theme', this.#rebuild);
  }

  dispose() {
    this.#subscription.close();
    this.#resizes.disconnect();
    document.removeEventListener('wc-theme', this.#rebuild);
    cancelAnimationFrame(this.#drawing);
    this.#plot.destroy();
  }

  #build() {
    this.#tip = document.createElement('div');
    this.#tip.className = 'wc-chart-tip';
    this.#tip.hidden = true;
    this.#plot = new uPlot(this.#options(), this.#data(), this.#element);
    this.#plot.over.append(this.#tip);
  }

  // The library does not change the colours after its creation.
  #rebuild = () => {
    this.#plot.destroy();
    this.#build();
  };

  #size() { return { width: Math.max(this.#element.clientWidth, 120), height: this.#element.clientHeight }; }

  #options() {
    const text = colour('text-muted');
    const grid = { stroke: colour('border'), width: 1 };
    const axis = { stroke: text, grid, ticks: { show: false }, font: `11px ${colour('font')}` };
    return {
      ...this.#size(),
      ms: 1,
      // On the right there is room for half of a time, which may stand below the last second.
      padding: [this.#isTile ? 4 : 12, this.#isTile ? 0 : 18, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: cursor.key }, y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { range: () => this.#span() }, y: { range: (_, __, highest) => [0, topOf(this.#unit, highest, this.#capacity)] } },
      axes: [
        { ...axis, show: !this.#isTile, size: 24, space: 80, values: (_, times) => times.map(clock) },
        {
          ...axis, show: !this.#isTile, size: axisWidth[this.#unit], splits: (_, __, ___, top) => marksOf(this.#unit, top, this.#capacity, this.#element.clientHeight),
          values: (_, marks) => marks.map(byUnit[this.#unit]),
        },
      ],
      series: [{}, ...this.#lines.map((line, index) => this.#series(line, index))],
      hooks: { setCursor: [plot => this.#point(plot)], drawAxes: [plot => this.#hatch(plot)] },
    };
  }

  #series({ label, color }, index) {
    const stroke = colour(color);
    return { label, stroke, width: 1.5, dash: dashes[index % dashes.length], fill: index === 0 ? translucent(stroke) : undefined, points: { show: false } };
  }

  // For the library, null is a gap, and undefined is no point, so the line continues.
  #data() {
    const { times, columns } = this.#subscription.line;
    return [times, ...this.#lines.map((_, index) => columns[index].map(value => value === notSampled ? undefined : Number.isNaN(value) ? null : value))];
  }

  #span() {
    const last = this.#subscription.line.last ?? Date.now();
    return [last - seconds * 1000, last];
  }

  get #isTile() { return this.#element.clientHeight <= tileHeight; }

  get #capacity() { return this.#maximum ? this.#subscription.line.latest(this.#lines.length) : NaN; }

  // Before the first value, the value is unknown, which is not zero.
  #hatch(plot) {
    const { times, columns } = this.#subscription.line;
    const first = firstKnown(times, columns.slice(0, this.#lines.length));
    const [begin] = this.#span();
    if (!(first - begin > least)) return;
    const { left, top, height } = plot.bbox;
    hatch(plot.ctx, left, top, plot.valToPos(first, 'x', true) - left, height, this.#element.dataset.since.replace('{0}', clock(first)));
  }

  // Several frames may arrive at once, but one redraw is enough.
  #drawSoon() {
    const { times } = this.#subscription.line;
    this.#element.dataset.samples = times.length;
    this.#element.dataset.lastSample = times.at(-1) ?? '';
    this.#drawing ??= requestAnimationFrame(() => {
      this.#drawing = undefined;
      this.#plot.setData(this.#data());
      this.#point(this.#plot);
      this.#describe();
    });
  }

  #point(plot) {
    const { idx, left } = plot.cursor;
    // The library selects the nearest sample, which may be minutes away in a gap.
    const time = left >= 0 ? plot.data[0][idx] : undefined;
    this.#tip.hidden = !(Math.abs(plot.posToVal(left, 'x') - time) < nearest);
    if (this.#tip.hidden) return;
    const when = document.createElement('time');
    when.textContent = clock(time, true);
    this.#tip.replaceChildren(when, ...this.#lines.map(({ label, color }, index) =>
      row(label, byUnit[this.#unit](this.#valueAt(index, idx)), colour(color), dashes[index % dashes.length].length > 0)));
    const width = plot.over.clientWidth;
    this.#tip.style.transform = `translateX(${left > width / 2 ? left - this.#tip.offsetWidth - 10 : left + 10}px)`;
  }

  // The value that was valid at that time.
  #valueAt(index, at) {
    const values = this.#subscription.line.columns[index];
    while (at > 0 && values[at] === notSampled) at--;
    return values[at];
  }

  #describe() {
    const now = performance.now();
    if (this.#describedAt && now - this.#describedAt < describeEvery) return;
    this.#describedAt = now;
    const { line } = this.#subscription;
    const words = this.#lines.map(({ label }, index) => `${label} ${byUnit[this.#unit](line.latest(index))}`);
    this.#element.setAttribute('aria-label', `${this.#title}: ${words.join(', ')}`);
  }
}

const clock = (time, exact) => new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: exact === true ? '2-digit' : undefined, hourCycle: 'h23' });

const hatch = (context, left, top, width, height, words) => {
  const ratio = devicePixelRatio;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.beginPath();
  for (let x = left - height; x < left + width; x += 8 * ratio) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.lineWidth = ratio;
  context.strokeStyle = colour('border');
  context.stroke();
  write(context, left + width / 2, top + height / 2, width, words);
  context.restore();
};

// Drawn on a background, and left out if there is no space.
const write = (context, x, y, room, words) => {
  const ratio = devicePixelRatio;
  context.font = `${11 * ratio}px ${colour('font')}`;
  const half = context.measureText(words).width / 2 + 6 * ratio;
  if (2 * half > room) return;
  context.fillStyle = colour('surface');
  context.fillRect(x - half, y - 9 * ratio, 2 * half, 18 * ratio);
  context.fillStyle = colour('text-muted');
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(words, x, y);
};

const row = (label, value, stroke, dashed) => {
  const element = document.createElement('div');
  const swatch = document.createElement('i');
  swatch.style.borderTopColor = stroke;
  if (dashed) swatch.style.borderTopStyle = 'dashed';
  const name = document.createElement('span');
  name.textContent = label;
  const number = document.createElement('b');
  number.textContent = value;
  element.append(swatch, name, number);
  return element;
};
