// The values of some series of one machine or host, for as many seconds as its subscriber draws.

/** The server's mark for "not read at this tick, and the value before still holds". */
export const notSampled = Infinity;

// At the slow pace, ticks are ten seconds apart; a longer silence is a gap, which a line must not cross.
const silence = 25000;

export class Line {
  times = [];
  columns;

  constructor(words, seconds) {
    this.words = words;
    this.seconds = seconds;
    this.columns = words.map(() => []);
  }

  get last() { return this.times.at(-1); }

  /** The start of the request to the server: after the newest value, or the whole span. */
  get since() { return this.last ?? -this.seconds * 1000; }

  /** Adds ticks; `values` contains them series by series from `offset` on. Known ticks are skipped. */
  append(times, values, offset) {
    // The server's clock was set back, so the times of the old values are in the future.
    if (times.at(-1) < this.last - silence) this.#clear();
    for (let i = 0; i < times.length; i++) {
      if (times[i] <= this.last) continue;
      if (times[i] - this.last > silence) this.#push(this.last + 1, () => NaN);
      this.#push(times[i], column => values[offset + column * times.length + i]);
    }
    this.#trim();
  }

  /** The current value of a series, by its index. */
  latest(column) {
    const values = this.columns[column];
    for (let i = values.length - 1; i >= 0; i--) {
      if (values[i] !== notSampled) return values[i];
    }
    return NaN;
  }

  #push(time, valueOf) {
    this.times.push(time);
    this.columns.forEach((values, column) => values.push(valueOf(column)));
  }

  // Keep one value before the span, so that the line begins at the edge of the chart.
  #trim() {
    const from = this.last - this.seconds * 1000;
    let old = 0;
    while (old + 1 < this.times.length && this.times[old + 1] <= from) old++;
    if (old === 0) return;
    // A held value at the new beginning was sampled before it.
    this.columns.forEach(values => {
      for (let i = old; i > 0 && values[old] === notSampled; i--) {
        if (values[i - 1] !== notSampled) values[old] = values[i - 1];
      }
      values.splice(0, old);
    });
    this.times.splice(0, old);
  }

  #clear() {
    this.times.length = 0;
    this.columns.forEach(values => values.length = 0);
  }
}
