// Number cells and charts: elements with data-metric or data-chart, wherever the page has them now. Blazor renders the
// empty element and never its content; the content belongs to this script, which requests only series of elements in
// the page.
import { subscribe } from './metrics-feed.js';
import { drawSpark } from './metrics-spark.js';
import { percent, rate, share, unknown } from './metrics-format.js';

const seconds = 60;
const selector = '[data-metric], [data-chart]';
const identity = ['data-metric', 'data-chart', 'data-host', 'data-machine'];

// For each kind of cell: its series, its text, and the series of its sparkline.
const kinds = {
  cpu: { words: ['cpu'], text: ([cpu]) => percent(cpu), title: ([cpu], { cpus }) => cpus && Number.isFinite(cpu) ? `${(cpu * cpus / 100).toFixed(2)} / ${cpus} CPU` : '' },
  memory: {
    words: ['memory', 'memory-resident', 'memory-total'],
    text: ([used, resident, total]) => Number.isNaN(used) && !Number.isNaN(resident) ? `≈ ${share(resident, total)}` : share(used, total),
  },
  disk: { words: ['disk'], text: ([disk]) => rate(disk) },
  network: { words: ['network'], text: ([network]) => rate(network) },
};

// One CPU of a host, such as "cpu:3": its number, and for the style sheet how far it is filled.
const kindOf = metric => kinds[metric] ?? (metric.startsWith('cpu:') ? { words: [metric], text: ([cpu]) => Number.isFinite(cpu) ? percent(cpu) : '', fills: true } : undefined);

/** All cells of one machine or host, which share one subscription. */
class Group {
  cells = new Set();
  #subscription;

  constructor(host, machine) {
    this.host = host;
    this.machine = machine;
  }

  add(cell) {
    this.cells.add(cell);
    const asked = this.#subscription?.line.words ?? [];
    if (cell.kind.words.every(word => asked.includes(word))) return;
    this.#subscription?.close();
    const words = [...new Set([...asked, ...cell.kind.words])];
    this.#subscription = subscribe({ host: this.host, machine: this.machine, words, seconds }, () => this.draw());
  }

  remove(cell) {
    this.cells.delete(cell);
    if (this.cells.size === 0) this.#subscription?.close();
  }

  draw() {
    for (const cell of this.cells) cell.draw(this.#subscription.line);
  }
}

class Cell {
  #metric; #text; #canvas; #values = [];

  constructor(element) {
    this.element = element;
    this.#metric = element.dataset.metric;
    this.kind = kindOf(this.#metric);
    this.#text = document.createElement('span');
    this.#text.textContent = this.kind.fills ? '' : unknown;
    this.element.replaceChildren(this.#text);
    if ('spark' in element.dataset) {
      this.#canvas = document.createElement('canvas');
      this.#canvas.setAttribute('aria-hidden', 'true');
      this.element.append(this.#canvas);
    }
    element.addEventListener('pointerenter', this.#explain);
  }

  draw(line) {
    const places = this.kind.words.map(word => line.words.indexOf(word));
    this.#values = places.map(place => line.latest(place));
    const text = this.kind.text(this.#values);
    if (this.#text.textContent !== text) this.#text.textContent = text;
    if (this.kind.fills) this.element.style.setProperty('--wc-fill', `${Math.round(this.#values[0]) || 0}%`);
    if (!this.#canvas) return;
    const drawn = this.#metric === 'memory' && Number.isNaN(this.#values[0]) ? places[1] : places[0];
    drawSpark(this.#canvas, this.#metric, line.times, line.columns[drawn], this.#values[2]);
  }

  end() {
    this.element.removeEventListener('pointerenter', this.#explain);
    this.element.replaceChildren();
  }

  #explain = () => {
    this.element.title = this.kind.title?.(this.#values, this.element.dataset) ?? '';
  };
}

const groups = new Map();
const shown = new Map();

const keyOf = ({ host, machine }) => `${host}/${machine ?? ''}`;

const begin = element => {
  if (shown.has(element)) return;
  shown.set(element, 'chart' in element.dataset ? beginChart(element) : beginCell(element));
};

const beginCell = element => {
  if (!kindOf(element.dataset.metric)) return () => {};
  const key = keyOf(element.dataset);
  if (!groups.has(key)) groups.set(key, new Group(element.dataset.host, element.dataset.machine ?? null));
  const group = groups.get(key);
  const cell = new Cell(element);
  group.add(cell);
  return () => {
    cell.end();
    group.remove(cell);
    if (group.cells.size === 0) groups.delete(key);
  };
};

// A script that fails to load is loaded again under another URL, because browsers may cache the failure of a URL. If a
// browser caches the failure of an import of the script, only a page reload helps.
const importChart = async (attempt = 1) => {
  try {
    return await (attempt === 1 ? import('./metric-chart.js') : import(`./metric-chart.js?attempt=${attempt}`));
  } catch (error) {
    if (attempt === 4) throw error;
    await new Promise(resolve => setTimeout(resolve, attempt * 1000));
    return importChart(attempt + 1);
  }
};

// The chart library is large, and most pages have no chart, so it is loaded on demand.
let chartModule;
const beginChart = element => {
  let end;
  let ended = false;
  chartModule ??= importChart().catch(error => {
    chartModule = undefined;
    throw error;
  });
  chartModule.then(({ MetricChart }) => {
    if (ended) return;
    const chart = new MetricChart(element);
    end = () => chart.dispose();
  }).catch(error => {
    console.error(error);
    if (!ended) end = offerToLoadAgain(element);
  });
  return () => {
    ended = true;
    end?.();
  };
};

// The role "img" would hide the buttons from screen readers.
const offerToLoadAgain = element => {
  const role = element.getAttribute('role');
  const button = Object.assign(document.createElement('button'), {
    type: 'button', className: 'wc-button', textContent: element.dataset.loadAgain, onclick: () => location.reload(),
  });
  element.setAttribute('role', 'group');
  element.append(button);
  return () => {
    element.setAttribute('role', role);
    button.remove();
  };
};

const end = element => {
  shown.get(element)?.();
  shown.delete(element);
};

const inside = (node, action) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches(selector)) action(node);
  node.querySelectorAll(selector).forEach(action);
};

new MutationObserver(changes => {
  for (const { type, target, addedNodes, removedNodes } of changes) {
    if (type === 'attributes') {
      // The row now shows another machine.
      end(target);
      if (target.isConnected && target.matches(selector)) begin(target);
      continue;
    }
    for (const node of removedNodes) if (!node.isConnected) inside(node, end);
    for (const node of addedNodes) if (node.isConnected) inside(node, begin);
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: identity });

inside(document.body, begin);

document.addEventListener('wc-theme', () => groups.forEach(group => group.draw()));
