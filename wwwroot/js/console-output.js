// What a line shows: its bytes as text, and no more of it than can be drawn.

// What is shown faster than it can be drawn is dropped at this many bytes on hold.
const mostOnHold = 2 << 20;

// A character may come in two pieces. U+FEFF is the guest's to send.
const decoder = () => new TextDecoder('utf-8', { ignoreBOM: true });

export class Output {
  #terminal; #skipped; #decoder = decoder(); #onHold = 0; #dropped = false;

  /** @param skipped the words in the place of what was dropped */
  constructor(terminal, skipped) { [this.#terminal, this.#skipped] = [terminal, skipped]; }

  /** What follows has nothing to do with what came before. */
  begin() { this.#decoder = decoder(); }

  draw(bytes) {
    if (this.#onHold > mostOnHold) {
      this.#dropped = true;
      return;
    }
    if (this.#dropped) this.#tellOfDropped();
    this.#onHold += bytes.length;
    this.#terminal.write(this.#decoder.decode(bytes, { stream: true }), () => this.#onHold -= bytes.length);
  }

  // CAN first: it ends an escape sequence that lost its tail.
  #tellOfDropped() {
    this.#dropped = false;
    this.begin();
    this.#terminal.write(`\x18\r\n[${this.#skipped}]\r\n`);
  }
}
