// The last minute as a small line in a canvas.
const seconds = 60;
// A disk that writes a few bytes now and then is not busy: below this a rate's line stays near the ground.
const leastRate = 100e3;

const colours = new Map();
document.addEventListener('wc-theme', () => colours.clear());

/** A colour of the theme by its name: `cpu` is `--wc-cpu`. */
export const colour = name => {
  let value = colours.get(name);
  if (!value) colours.set(name, value = getComputedStyle(document.documentElement).getPropertyValue(`--wc-${name}`).trim());
  return value;
};

const topOf = (metric, values, total) => {
  if (metric === 'cpu') return 100;
  if (metric === 'memory') return total > 0 ? total : Math.max(...values.filter(Number.isFinite), 1);
  return values.reduce((top, value) => Number.isFinite(value) && value > top ? value : top, leastRate);
};

const fit = canvas => {
  const ratio = devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  return ratio;
};

/** Draws `values` at `times` (both of a line) as `metric`; `total` is what a full memory would be. */
export const drawSpark = (canvas, metric, times, values, total) => {
  const ratio = fit(canvas);
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, width, height);
  if (times.length < 2 || width === 0) return;
  const end = times.at(-1);
  const top = topOf(metric, values, total);
  const x = time => width * (1 - (end - time) / (seconds * 1000));
  const y = value => height - ratio - (height - 2 * ratio) * Math.min(value / top, 1);
  context.beginPath();
  let pen = false;
  let lastX = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === Infinity) continue;
    if (Number.isNaN(values[i])) {
      pen = false;
      continue;
    }
    lastX = x(times[i]);
    if (pen) context.lineTo(lastX, y(values[i]));
    else context.moveTo(lastX, y(values[i]));
    pen = true;
  }
  context.lineWidth = 1.25 * ratio;
  context.lineJoin = 'round';
  context.strokeStyle = colour(metric);
  context.stroke();
};
