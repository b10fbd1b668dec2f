// Decides when to reload a page that did not start, or has died. Independent of the DOM, so that it can be tested.

/** Counts consecutive automatic reloads of a tab, in the tab's storage, because each load starts again. */
export class Loads {
  #storage; #key; #address;

  /** @param storage returns the tab's storage; it throws if the browser has none */
  constructor(storage, key, address) {
    this.#storage = storage;
    this.#key = key;
    this.#address = address;
  }

  /** How often this URL was reloaded; infinity if it can't be stored. */
  get count() {
    try {
      const [count, address] = this.#storage().getItem(this.#key)?.split(/ (.*)/) ?? [];
      return address === this.#address ? Number(count) : 0;
    } catch {
      return Infinity;
    }
  }

  /** Stores one more reload; false if it can't be stored. */
  add() {
    try {
      this.#storage().setItem(this.#key, `${this.count + 1} ${this.#address}`);
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      this.#storage().removeItem(this.#key);
    } catch { /* Nothing is kept. */ }
  }
}

/** Whether something that was asked has been lost, kept in the tab's storage when the page is loaded again. */
export class Loss {
  #storage; #lost = false;

  static #key = 'wc-lost';

  /** @param storage returns the tab's storage; it throws if the browser has none */
  constructor(storage) { this.#storage = storage; }

  note() { this.#lost = true; }

  /** Stores it for the next load. */
  keep() {
    if (!this.#lost) return;
    try {
      this.#storage().setItem(Loss.#key, '1');
    } catch { /* It is forgotten. */ }
  }

  /** Whether something was lost, on this load or the one before; afterwards it is told. */
  take() {
    let lost = this.#lost;
    this.#lost = false;
    try {
      lost ||= this.#storage().getItem(Loss.#key) !== null;
      this.#storage().removeItem(Loss.#key);
    } catch { /* Nothing is kept. */ }
    return lost;
  }
}

/**
 * Waits until the server itself answers. While it is down, a proxy answers 502, 503 or 504.
 * @param ask sends a request and returns the promise of `fetch`
 * @param pause waits before the next request
 */
export const served = async (ask, pause) => {
  for (;;) {
    try {
      if ((await ask()).status < 500) return;
    } catch { /* Nobody answers. */ }
    await pause();
  }
};

/**
 * A loading page. It is called every second and counts the calls, so that a late timer (on a busy machine or after
 * sleep) counts only once. It requests a reload soon after its connection failed, and otherwise only after a long time
 * without progress, which grows with each reload.
 */
export class Beginning {
  #loads; #seconds = 0; #failed = false;

  /** @param loads how often it has already been reloaded */
  constructor(loads) { this.#loads = loads; }

  progress() {
    this.#seconds = 0;
    this.#failed = false;
  }

  fail() {
    this.#seconds = 0;
    this.#failed = true;
  }

  /** Called every second; true when the page must be reloaded. */
  tick() { return ++this.#seconds >= (this.#failed ? Math.min(2 ** this.#loads, 15) : Math.min(30 * 2 ** this.#loads, 240)); }
}
