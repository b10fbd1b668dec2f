// Decodes the bytes of a text console, and drops output that is too fast to render.

// The most pending bytes; further output is dropped.
const mostOnHold = 2 << 20;

// A character may arrive in two pieces. U+FEFF is a normal character here.
const decoder = () => new TextDecoder('utf-8', { ignoreBOM: true });

export class Output {
  #terminal; #skipped; #decoder = decoder(); #onHold = 0; #dropped = false;

  /** @param skipped the text that replaces dropped output */
  constructor(terminal, skipped) { [this.#terminal, this.#skipped] = [terminal, skipped]; }

  /** Resets the decoder for a new connection. */
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

  // It begins with CAN, which ends an escape sequence that was cut off.
  #tellOfDropped() {
    this.#dropped = false;
    this.begin();
    this.#terminal.write(`\x18\r\n[${this.#skipped}]\r\n`);
  }
}
