// A machine's serial line: xterm.js on a console of the hub.
import { Terminal } from '/lib/xterm/xterm.mjs';
import { FitAddon } from '/lib/xterm/addon-fit.mjs';
import { allowControl, clipboardText, frame, nobodyIsBusy } from './console-frame.js';
import { ConsoleLink } from './console-link.js';

// Operating system commands (OSC) that a line must not have obeyed: title, colours and palette of the page's terminal,
// links, the person's clipboard, notifications.
const refused = [0, 1, 2, 4, 8, 9, 10, 11, 12, 52, 104, 110, 111, 112, 777, 1337];

// What is shown faster than it can be drawn is dropped at this many characters on hold.
const mostOnHold = 2 << 20;

// The hub takes frames of 32 kB.
const longestPiece = 8192;

const encoder = new TextEncoder();

const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Line {
  #root; #options; #terminal; #fit; #link; #unframe; #observer; #send; #takeOver = false; #onHold = 0; #dropped = false;

  constructor(root, options) {
    const target = root.querySelector('[data-console-screen]');
    [this.#root, this.#options] = [root, options];
    this.#terminal = this.#createTerminal(target);
    this.#unframe = frame(root, target, {
      copy: () => navigator.clipboard.writeText(this.#terminal.getSelection()).catch(() => {}),
      paste: async () => this.#paste(await clipboardText()),
      'take-over': () => { this.#takeOver = true; this.#link.retry(); },
    });
    this.#observer = new ResizeObserver(() => this.#fit.fit());
    this.#observer.observe(target);
    this.#link = new ConsoleLink(root, {
      ...options,
      call: () => this.#call(),
      begin: ({ send, viewOnly }) => this.#begin(send, viewOnly),
    });
  }

  setMachineState(state) { this.#link.setMachineState(state); }

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
      fontSize: 13,
      scrollback: 5000,
      theme: { background: '#000000' },
      minimumContrastRatio: 4.5,
    });
    for (const command of refused) terminal.parser.registerOscHandler(command, () => true);
    terminal.loadAddon(this.#fit = new FitAddon());
    terminal.attachCustomKeyEventHandler(event => this.#onKey(event));
    terminal.onData(text => this.#write(encoder.encode(text)));
    terminal.onBinary(text => this.#write(Uint8Array.from(text, character => character.charCodeAt(0))));
    terminal.open(target);
    terminal.textarea.setAttribute('aria-label', this.#options.texts.screen);
    terminal.textarea.setAttribute('aria-describedby', this.#root.querySelector('[data-console-way-out]').id);
    this.#fit.fit();
    return terminal;
  }

  #call() {
    const takeOver = this.#takeOver;
    this.#takeOver = false;
    const { machine, device, viewOnly } = this.#options;
    return { method: 'OpenText', args: [machine, device, viewOnly, takeOver] };
  }

  #begin(send, viewOnly) {
    this.#sendBy(viewOnly ? undefined : send);
    // An open line may stay silent until somebody types.
    this.#link.connected();
    if (this.#options.focus && nobodyIsBusy()) this.#terminal.focus();
    return {
      receive: bytes => this.#draw(bytes),
      end: () => this.#sendBy(undefined),
    };
  }

  // Without it the line is only looked at.
  #sendBy(send) {
    this.#send = send;
    this.#terminal.options.disableStdin = !send;
    allowControl(this.#root, send !== undefined);
  }

  // CAN first: it ends an escape sequence that lost its tail.
  #draw(bytes) {
    if (this.#onHold > mostOnHold) {
      this.#dropped = true;
      return;
    }
    if (this.#dropped) this.#terminal.write(`\x18\r\n[${this.#options.texts.skipped}]\r\n`);
    this.#dropped = false;
    this.#onHold += bytes.length;
    this.#terminal.write(bytes, () => this.#onHold -= bytes.length);
  }

  #write(bytes) {
    for (let at = 0; at < bytes.length; at += longestPiece) this.#send?.(bytes.slice(at, at + longestPiece));
  }

  #paste(text) {
    this.#terminal.focus();
    if (text && this.#send) this.#terminal.paste(text);
  }

  // As terminals on a desktop have it: Ctrl+C is the guest's, with Shift it copies.
  #onKey(event) {
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey) return true;
    if (event.code === 'KeyC') {
      navigator.clipboard?.writeText(this.#terminal.getSelection()).catch(() => {});
      event.preventDefault();
      return false;
    }
    // The browser pastes; xterm.js takes it from there.
    return event.code !== 'KeyV';
  }
}

// Without its style sheet the terminal measures wrongly and shows its helpers.
const styled = new Promise(resolve => {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/lib/xterm/xterm.css', onload: resolve, onerror: resolve });
  document.head.append(link);
});

export const init = async (root, options) => {
  await styled;
  // Whoever left meanwhile has nothing to show it in, and nobody would close it.
  if (!root.isConnected) throw new Error('The console was left before it began.');
  return new Line(root, options);
};

export const dispose = line => line.dispose();
