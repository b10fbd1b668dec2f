// The range of a chart's scale and its marks; the top mark is the capacity, if there is one.

// The axis width by unit, for its longest number.
export const axisWidth = { percent: 44, bytes: 64, rate: 64, requests: 56, count: 40 };

// The smallest range of the scale by unit. A percentage always spans 0 to 100.
const least = { bytes: 1024 ** 2, rate: 100e3, requests: 10, count: 1 };

// A mark closer than this to the capacity's mark would overlap it.
const clear = 0.85;

/** The end of the scale for the `highest` value, with `capacity` NaN where there is none. */
export const topOf = (unit, highest, capacity) => {
  if (unit === 'percent') return 100;
  return Math.max((highest ?? 0) * 1.05, Number.isNaN(capacity) ? least[unit] : capacity);
};

const stepOf = (unit, from) => {
  if (unit === 'bytes') return 2 ** Math.ceil(Math.log2(from));
  const ten = 10 ** Math.floor(Math.log10(from));
  return ten * [1, 2, 5, 10].find(times => ten * times >= from * 0.999999);
};

/** The marks of a scale up to `top` in a chart of this height: at most three below 120 px, else five. */
export const marksOf = (unit, top, capacity, height) => {
  const most = height < 120 ? 3 : 5;
  if (unit === 'percent') return most === 3 ? [0, 50, 100] : [0, 25, 50, 75, 100];
  const step = stepOf(unit, top / (most - 1));
  const marks = Array.from({ length: most }, (_, index) => index * step).filter(mark => mark <= top);
  return Number.isNaN(capacity) || capacity > top ? marks : [...marks.filter(mark => mark <= capacity * clear), capacity];
};

/** The first time with a known value in any of the lines; undefined if there is none. */
export const firstKnown = (times, columns) => times.find((_, index) => columns.some(values => Number.isFinite(values[index])));
