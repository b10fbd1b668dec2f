// What the page holds of some series of one machine or host: as many seconds as its subscriber draws, and no more.

/** The server's mark for "not read at this tick, and the value before still holds". */
export const notSampled = Infinity;

// Between ticks at the slow pace lie ten seconds; over a longer silence nothing is known, and a line must not cross it.
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

  /** What to ask the server for: all that is newer, or else the whole span. */
  get since() { return this.last ?? -this.seconds * 1000; }

  /** Takes in ticks; `values` has them series by series from `offset` on. Those that are there already are left out. */
  append(times, values, offset) {
    // The server's clock was set back: what is here has times that never come again.
    if (times.at(-1) < this.last - silence) this.#clear();
    for (let i = 0; i < times.length; i++) {
      if (times[i] <= this.last) continue;
      if (times[i] - this.last > silence) this.#push(this.last + 1, () => NaN);
      this.#push(times[i], column => values[offset + column * times.length + i]);
    }
    this.#trim();
  }

  /** The value that stands, by its place among the words. */
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

  // The one before the span stays: a line begins at the edge of what is drawn, and not somewhere within.
  #trim() {
    const from = this.last - this.seconds * 1000;
    let old = 0;
    while (old + 1 < this.times.length && this.times[old + 1] <= from) old++;
    if (old === 0) return;
    // What is held at the new beginning was sampled before it.
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
