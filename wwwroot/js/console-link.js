// The connection of one console: opens it at the hub, shows its state on the page, and retries as long as a retry can
// help. The caller interprets the bytes (a screen, a terminal).
import { hubConnection, signalR, signedOut } from './hub-connection.js';

const hub = '/hubs/console';
const pingInterval = 3000;

// The state for each reason of the server: `off` waits for the machine, `refused` and `disconnected` wait for the user,
// because a retry does not help; all others are retried.
const states = {
  off: 'off',
  refused: 'refused', 'no-machine': 'refused', 'no-console': 'refused', 'not-local': 'refused', 'too-many': 'refused', busy: 'refused',
  'signed-out': 'refused',
  failed: 'disconnected', protocol: 'disconnected',
};

// If the page knows that the machine is running, these reasons mean that it is just starting or stopping.
const ofNoMachine = ['off', 'no-machine'];

// 0.3 s, because a stopping machine closes its console a little before libvirt reports it. A busy libvirt needs longer
// pauses.
const longestPause = { 'no-answer': 60_000 };
const pause = (attempt, reason) => Math.min(300 * 2 ** attempt, longestPause[reason] ?? 8000);

// A console that ends sooner counts as a failed attempt.
const lasting = 5000;

export class ConsoleLink {
  #root; #options; #active; #connectedAt;
  #connection; #session; #last; #attempt = 0; #timer; #pinging; #generation = 0; #everConnected = false;

  /**
   * @param root the console's element: carries data-state, data-view-only, data-reason
   * @param options `call(again)` returns the hub method and its arguments; `begin({ send, viewOnly })` returns the
   * receiver:
   *   `{ receive(bytes), end() }`; `texts` by state and reason; `active`: whether the machine exists
   */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    this.#active = options.active;
    this.#listeners('addEventListener');
    this.#open();
  }

  /** Sets the machine's state from the inventory; connects at once when it becomes active. */
  setActive(active) {
    const cameUp = active && !this.#active;
    this.#active = active;
    if (!active && ofNoMachine.includes(this.#root.dataset.reason)) clearTimeout(this.#timer);
    if (cameUp && !this.#isOpen) this.retry();
  }

  /** Called when the first bytes of the guest have reached the page. */
  connected() {
    this.#connectedAt = performance.now();
    this.#everConnected = true;
    this.#last = undefined;
    this.#show('connected');
  }

  /** Closes the open console, if any, and shows why. */
  fail(reason, detail) { this.#finish(this.#generation, { reason, detail }); }

  /** Connects now, without waiting. */
  retry() {
    this.#close();
    this.#attempt = 0;
    this.#open();
  }

  dispose() {
    this.#listeners('removeEventListener');
    this.#close();
  }

  get #isOpen() { return this.#session !== undefined; }

  async #open() {
    const generation = ++this.#generation;
    // Keep the error of the last attempt while the next one is pending, which may be long.
    this.#show(this.#everConnected ? 'reconnecting' : 'connecting', this.#last?.reason, this.#last?.detail);
    let end;
    try {
      const connection = this.#connection = await hubConnection(hub);
      const { Subject } = await signalR();
      if (generation !== this.#generation) return;
      const input = new Subject();
      connection.on('Opened', viewOnly => this.#begin(generation, viewOnly, input));
      connection.on('Closed', (reason, detail) => end = { reason, detail });
      connection.onclose(() => this.#finish(generation, end ?? { reason: 'cut' }));
      await connection.start();
      if (generation !== this.#generation) return connection.stop();
      const { method, args } = this.#options.call();
      connection.stream(method, ...args, input).subscribe({
        next: bytes => this.#receive(generation, bytes),
        complete: () => this.#finish(generation, end ?? { reason: 'ended' }),
        error: () => this.#finish(generation, end ?? { reason: 'cut' }),
      });
    } catch {
      this.#finish(generation, { reason: await signedOut() ? 'signed-out' : 'cut' });
    }
  }

  #begin(generation, viewOnly, input) {
    if (generation !== this.#generation) return;
    this.#root.dataset.viewOnly = viewOnly;
    this.#session = this.#options.begin({ send: bytes => input.next(bytes), viewOnly });
    this.#ping(generation);
  }

  #receive(generation, bytes) {
    if (generation !== this.#generation) return;
    try {
      this.#session?.receive(bytes);
    } catch {
      // The guest's bytes can make the receiver fail; that must end this console only.
      this.#finish(generation, { reason: 'protocol' });
    }
  }

  #finish(generation, { reason, detail }) {
    if (generation !== this.#generation) return;
    if (performance.now() - this.#connectedAt > lasting) this.#attempt = 0;
    this.#close();
    const state = states[reason] ?? 'reconnecting';
    this.#last = state === 'reconnecting' ? { reason, detail } : undefined;
    this.#show(state === 'reconnecting' && !this.#everConnected ? 'connecting' : state, reason, detail);
    if (state === 'reconnecting' || (this.#active && ofNoMachine.includes(reason)))
      this.#timer = setTimeout(() => this.#open(), pause(this.#attempt++, reason));
  }

  #close() {
    this.#generation++;
    clearTimeout(this.#timer);
    clearTimeout(this.#pinging);
    const [session, connection] = [this.#session, this.#connection];
    this.#session = this.#connection = this.#connectedAt = undefined;
    session?.end();
    connection?.stop();
  }

  #show(state, reason, detail) {
    const { texts } = this.#options;
    this.#root.dataset.state = state;
    this.#root.dataset.reason = reason ?? '';
    const text = texts[reason] ?? texts[state] ?? '';
    this.#root.querySelector('[data-console-message]').textContent = text;
    this.#root.querySelector('[data-console-detail]').textContent = detail ?? '';
    if (state !== 'connected') this.#showRoundTrip();
  }

  /** Shows the link quality by the round-trip time. */
  async #ping(generation) {
    const begun = performance.now();
    try {
      await this.#connection.invoke('Ping');
    } catch {
      return;
    }
    if (generation !== this.#generation) return;
    this.#showRoundTrip(performance.now() - begun);
    this.#pinging = setTimeout(() => this.#ping(generation), pingInterval);
  }

  #showRoundTrip(milliseconds) {
    const element = this.#root.querySelector('[data-console-link]');
    if (!element) return;
    element.textContent = milliseconds === undefined ? '' : `${Math.max(1, Math.round(milliseconds))} ms`;
    element.dataset.quality = milliseconds < 80 ? 'good' : milliseconds < 250 ? 'fair' : 'poor';
  }

  #listeners(change) {
    window[change]('online', this.#hurry);
    document[change]('visibilitychange', this.#hurry);
    this.#root[change]('click', this.#onClick);
  }

  // The network or the user is back, so retry at once.
  #hurry = () => {
    if (document.visibilityState === 'visible' && this.#root.dataset.state === 'reconnecting' && !this.#connection) this.retry();
  };

  #onClick = event => {
    if (event.target.closest('[data-console-action="reconnect"]')) this.retry();
  };
}
