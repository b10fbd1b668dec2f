// When a page that has not begun, or has died, is loaded again by itself. Without the page, so that it can be tested.

/** What a tab has loaded again by itself, in a row: kept in its storage, since each load begins anew. */
export class Loads {
  #storage; #key; #address;

  /** @param storage gives the tab's storage; a browser that keeps nothing throws */
  constructor(storage, key, address) {
    this.#storage = storage;
    this.#key = key;
    this.#address = address;
  }

  /** How often this address was loaded again; infinitely often where that can't be remembered. */
  get count() {
    try {
      const [count, address] = this.#storage().getItem(this.#key)?.split(/ (.*)/) ?? [];
      return address === this.#address ? Number(count) : 0;
    } catch {
      return Infinity;
    }
  }

  /** Remembers one more; false where that can't be. */
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

/**
 * Waits until the server itself answers. A proxy before it answers too while it is away: 502, 503 or 504.
 * @param ask asks it, and gives what `fetch` does
 * @param pause waits before it is asked again
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
 * A page on its way. It is told each second, and counts these: a timer that is late, on a busy machine or after sleep,
 * does not count for more. It asks for a new load soon after its connection failed, and otherwise only after a long time
 * without any progress, longer each time.
 */
export class Beginning {
  #loads; #seconds = 0; #failed = false;

  /** @param loads how often it was loaded again already */
  constructor(loads) { this.#loads = loads; }

  progress() {
    this.#seconds = 0;
    this.#failed = false;
  }

  fail() {
    this.#seconds = 0;
    this.#failed = true;
  }

  /** A second has gone by; true when it is time for a new load. */
  tick() { return ++this.#seconds >= (this.#failed ? Math.min(2 ** this.#loads, 15) : Math.min(30 * 2 ** this.#loads, 240)); }
}
