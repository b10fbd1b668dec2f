// A machine's serial line: xterm.js on a console of the hub.
import { Terminal } from '/lib/xterm/xterm.mjs';
import { FitAddon } from '/lib/xterm/addon-fit.mjs';
import { allowControl, clipboardText, frame, nobodyIsBusy } from './console-frame.js';
import { sequenceOf, withCtrl } from './console-line-keys.js';
import { ConsoleLink } from './console-link.js';
import { Output } from './console-output.js';

// Operating system commands (OSC) that are ignored: title, colours and palette of the terminal, links, the user's
// clipboard, notifications.
const refused = [0, 1, 2, 4, 8, 9, 10, 11, 12, 52, 104, 110, 111, 112, 777, 1337];

// The hub takes frames of 32 kB.
const longestPiece = 8192;

// Programs expect 80 columns. If these do not fit, the font gets smaller, down to a readable size; then the terminal is
// wider than its element.
const fewestColumns = 80;
const [largestType, smallestType] = [13, 11];

const encoder = new TextEncoder();

const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Line {
  #root; #options; #terminal; #fit; #link; #output; #unframe; #observer; #send; #takeOver = false; #ctrl = false;

  constructor(root, options) {
    const target = root.querySelector('[data-console-screen]');
    [this.#root, this.#options] = [root, options];
    this.#terminal = this.#createTerminal(target);
    this.#output = new Output(this.#terminal, options.texts.skipped);
    this.#unframe = frame(root, target, {
      copy: () => navigator.clipboard.writeText(this.#terminal.getSelection()).catch(() => {}),
      paste: async () => this.#paste(await clipboardText()),
      'take-over': () => { this.#takeOver = true; this.#link.retry(); },
      ctrl: () => this.#holdCtrl(!this.#ctrl),
      key: button => this.#press(button.dataset.key),
    });
    // A tap on a key must not move the focus, which would close the on-screen keyboard.
    root.querySelector('.console-keys')?.addEventListener('pointerdown', event => event.preventDefault());
    this.#observer = new ResizeObserver(() => this.#fitColumns());
    this.#observer.observe(target);
    this.#link = new ConsoleLink(root, {
      ...options,
      call: () => this.#call(),
      begin: ({ send, viewOnly }) => this.#begin(send, viewOnly),
    });
  }

  setActive(active) { this.#link.setActive(active); }

  dispose() {
    this.#unframe();
    this.#observer.disconnect();
    this.#link.dispose();
    this.#terminal.dispose();
  }

  #createTerminal(target) {
    const terminal = new Terminal({
      allowProposedApi: false,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      disableStdin: true,
      fontFamily: token('--wc-mono') || 'monospace',
      fontSize: largestType,
      // xterm.js would log each invalid sequence of the guest.
      logLevel: 'off',
      scrollback: 5000,
      theme: { background: '#000000' },
      minimumContrastRatio: 4.5,
    });
    for (const command of refused) terminal.parser.registerOscHandler(command, () => true);
    terminal.loadAddon(this.#fit = new FitAddon());
    terminal.attachCustomKeyEventHandler(event => this.#onKey(event));
    terminal.onData(text => this.#type(text));
    terminal.onBinary(text => this.#write(Uint8Array.from(text, character => character.charCodeAt(0))));
    terminal.open(target);
    terminal.textarea.setAttribute('aria-label', this.#options.texts.screen);
    terminal.textarea.setAttribute('aria-describedby', this.#root.querySelector('[data-console-way-out]').id);
    this.#fitColumns(terminal);
    return terminal;
  }

  #fitColumns(terminal = this.#terminal) {
    terminal.options.fontSize = largestType;
    const { cols } = this.#fit.proposeDimensions() ?? {};
    if (!cols) return;
    if (cols < fewestColumns) terminal.options.fontSize = Math.max(smallestType, Math.floor(largestType * 10 * cols / fewestColumns) / 10);
    const proposed = this.#fit.proposeDimensions();
    terminal.resize(Math.max(proposed.cols, fewestColumns), proposed.rows);
  }

  #call() {
    const takeOver = this.#takeOver;
    this.#takeOver = false;
    const { machine, device, viewOnly } = this.#options;
    return { method: 'OpenText', args: [machine, device, viewOnly, takeOver] };
  }

  #begin(send, viewOnly) {
    this.#sendBy(viewOnly ? undefined : send);
    this.#output.begin();
    // An open line may send nothing until the user types.
    this.#link.connected();
    if (this.#options.focus && nobodyIsBusy()) this.#terminal.focus();
    return {
      receive: bytes => this.#output.draw(bytes),
      end: () => this.#sendBy(undefined),
    };
  }

  // Without it, the line is view-only.
  #sendBy(send) {
    this.#send = send;
    this.#terminal.options.disableStdin = !send;
    allowControl(this.#root, send !== undefined);
    this.#holdCtrl(false);
  }

  #holdCtrl(held) {
    this.#ctrl = held;
    this.#root.querySelector('[data-console-action="ctrl"]')?.setAttribute('aria-pressed', held);
  }

  #press(key) {
    const sequence = sequenceOf(key, { ctrl: this.#ctrl, application: this.#terminal.modes.applicationCursorKeysMode });
    this.#holdCtrl(false);
    this.#write(encoder.encode(sequence));
  }

  // Ctrl of the key row applies to one key.
  #type(text) {
    const held = this.#ctrl && text.length === 1;
    this.#write(encoder.encode(held ? withCtrl(text) : text));
    if (held) this.#holdCtrl(false);
  }

  #write(bytes) {
    for (let at = 0; at < bytes.length; at += longestPiece) this.#send?.(bytes.slice(at, at + longestPiece));
  }

  #paste(text) {
    this.#terminal.focus();
    if (text && this.#send) this.#terminal.paste(text);
  }

  // As in desktop terminals: Ctrl+C goes to the guest, Ctrl+Shift+C copies.
  #onKey(event) {
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey) return true;
    if (event.code === 'KeyC') {
      navigator.clipboard?.writeText(this.#terminal.getSelection()).catch(() => {});
      event.preventDefault();
      return false;
    }
    // The browser's paste event reaches xterm.js.
    return event.code !== 'KeyV';
  }
}

// Without its style sheet, the terminal measures its size wrongly and shows helper elements.
const styled = new Promise(resolve => {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/lib/xterm/xterm.css', onload: resolve, onerror: resolve });
  document.head.append(link);
});

export const init = async (root, options) => {
  await styled;
  // The page may have been left meanwhile; the console would never be closed.
  if (!root.isConnected) throw new Error('The console was left before it began.');
  return new Line(root, options);
};

export const dispose = line => line.dispose();
