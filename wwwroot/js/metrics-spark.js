// A sparkline of the last minute in a canvas.
const seconds = 60;
// The smallest scale of a rate: a disk that sometimes writes a few bytes must not look busy.
const leastRate = 100e3;

const colours = new Map();
document.addEventListener('wc-theme', () => colours.clear());

/** A colour of the theme by its name: `cpu` is `--wc-cpu`. */
export const colour = name => {
  let value = colours.get(name);
  if (!value) colours.set(name, value = getComputedStyle(document.documentElement).getPropertyValue(`--wc-${name}`).trim());
  return value;
};

/** The fill colour under a line of this colour. */
export const translucent = stroke => {
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(stroke.slice(at, at + 2), 16));
  return `rgb(${red} ${green} ${blue} / 16%)`;
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

// The indexes of the known values, split at gaps; held values have no index.
const partsOf = values => {
  const parts = [[]];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) parts.push([]);
    else if (value !== Infinity) parts.at(-1).push(index);
  });
  return parts.filter(part => part.length > 0);
};

/** Draws `values` at `times` (both of a line) as `metric`; `total` is the top of the scale for memory. */
export const drawSpark = (canvas, metric, times, values, total) => {
  const ratio = fit(canvas);
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, width, height);
  if (times.length < 2 || width === 0) return;
  const end = times.at(-1);
  const top = topOf(metric, values, total);
  const x = time => width * (1 - (end - time) / (seconds * 1000));
  const ground = height - ratio / 2;
  const y = value => height - ratio - (height - 2 * ratio) * Math.min(value / top, 1);
  // A base line, so that an idle line does not look like an underline of the text beside it.
  context.fillStyle = colour('border');
  context.fillRect(0, height - ratio, width, ratio);
  context.fillStyle = translucent(colour(metric));
  context.strokeStyle = colour(metric);
  context.lineWidth = 1.25 * ratio;
  context.lineJoin = 'round';
  for (const part of partsOf(values)) {
    const points = part.map(index => [x(times[index]), y(values[index])]);
    context.beginPath();
    points.forEach(([left, up]) => context.lineTo(left, up));
    context.stroke();
    context.lineTo(points.at(-1)[0], ground);
    context.lineTo(points[0][0], ground);
    context.fill();
  }
};
