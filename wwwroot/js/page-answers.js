// Whether the server still owes the page an answer. Without the page, so that it can be tested.

// What a click or a key becomes, and a link within the page; all else that is sent is an answer of ours.
const asks = /BeginInvokeDotNetFromJS|OnLocationChang/;
const patience = 1500;
// A message's name stands at its beginning.
const head = 96;
// A ping and the greeting have three bytes: they tell that the server lives, not that it answers.
const longestPing = 3;

/** Whether a message from the server is more than a ping. */
export const says = data => (data.byteLength ?? data.length) > longestPing;

export class Answers {
  #changed; #timer;

  /** @param changed called with `waiting`: true when an answer is late, false when it has come or is no longer awaited */
  constructor(changed) { this.#changed = changed; }

  /** Whether something was asked and is not answered. */
  get pending() { return this.#timer !== undefined; }

  sent(data) {
    if (this.pending || !asks.test(Answers.#text(data))) return;
    this.#timer = setTimeout(() => this.#changed(true), patience);
  }

  received(data) {
    if (says(data)) this.forget();
  }

  forget() {
    if (!this.pending) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed(false);
  }

  static #text(data) {
    if (typeof data === 'string') return data.slice(0, head);
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return String.fromCharCode(...bytes.subarray(0, head));
  }
}
