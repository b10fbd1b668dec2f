// A machine's screen: noVNC on a console of the hub.
import RFB from '/lib/novnc/core/rfb.js';
import { initLogging } from '/lib/novnc/core/util/logging.js';
import { allowControl, clipboardText, frame, nobodyIsBusy } from './console-frame.js';
import { named, press, type, typeFrom, untypable } from './console-keys.js';
import { ConsoleLink } from './console-link.js';
import { releaseLostModifiers } from './console-modifiers.js';

// It writes to the browser's console what the page says already.
initLogging('none');

const scaleKey = 'webconsole.console.scale';

/** What noVNC takes in place of a WebSocket. */
class Channel {
  binaryType = 'arraybuffer';
  protocol = '';
  readyState = 'open';
  onopen = null;
  onmessage = null;
  onclose = null;
  onerror = null;
  #send;

  constructor(send) { this.#send = send; }

  // noVNC uses its buffer again before SignalR has encoded it.
  send(bytes) { if (this.readyState === 'open') this.#send(bytes.slice()); }

  // Told later, as a WebSocket does it: noVNC is not done with closing yet.
  close() {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    queueMicrotask(() => this.onclose?.({ code: 1000 }));
  }
}

class Screen {
  #root; #target; #options; #link; #unframe; #untype;
  #rfb; #controls = false; #wantsToLook; #last; #guestText = ''; #toType = '';

  constructor(root, options) {
    this.#root = root;
    this.#target = root.querySelector('[data-console-screen]');
    this.#options = options;
    this.#wantsToLook = options.viewOnly;
    this.#unframe = frame(root, this.#target, {
      key: button => { press(this.#rfb, button.dataset.key); this.#rfb?.focus(); },
      copy: () => navigator.clipboard.writeText(this.#guestText).catch(() => {}),
      paste: () => this.#paste((rfb, text) => rfb.clipboardPasteFrom(text)),
      type: () => this.#paste((rfb, text) => this.#type(rfb, text)),
      'type-rest': () => this.#typeRest(),
      'type-nothing': () => this.#ask([], ''),
      keyboard: () => root.querySelector('[data-console-typing]').focus(),
      scale: () => this.#scale(!this.#fits),
      'view-only': () => this.#lookOnly(this.#wantsToLook = !this.#root.matches('[data-view-only="true"]')),
    });
    this.#untype = typeFrom(root.querySelector('[data-console-typing]'), () => this.#rfb,
      characters => this.#ask(characters, ''));
    this.#showScale();
    this.#link = new ConsoleLink(root, {
      ...options,
      call: () => ({ method: 'OpenGraphics', args: [options.machine, options.index, options.viewOnly] }),
      begin: ({ send, viewOnly }) => this.#begin(send, viewOnly),
    });
  }

  setActive(active) { this.#link.setActive(active); }

  dispose() {
    this.#unframe();
    this.#untype();
    this.#link.dispose();
  }

  #begin(send, viewOnly) {
    const channel = new Channel(send);
    const rfb = this.#rfb = new RFB(this.#target, channel, { shared: true });
    const canvas = this.#target.lastElementChild.querySelector('canvas');
    const forgetModifiers = releaseLostModifiers(rfb, this.#target);
    this.#controls = !viewOnly;
    this.#lookOnly(viewOnly || this.#wantsToLook);
    rfb.scaleViewport = this.#fits;
    rfb.background = 'transparent';
    this.#label(canvas);
    rfb.addEventListener('connect', () => this.#onFirstPicture(canvas));
    rfb.addEventListener('disconnect', () => this.#rfb === rfb && this.#link.fail('protocol'));
    rfb.addEventListener('securityfailure', () => this.#link.fail('protocol'));
    rfb.addEventListener('credentialsrequired', () => this.#link.fail('protocol'));
    rfb.addEventListener('clipboard', event => this.#offer(event.detail.text));
    return {
      receive: bytes => channel.onmessage?.({ data: bytes }),
      end: () => {
        this.#rfb = undefined;
        this.#controls = false;
        this.#lookOnly(true);
        this.#ask([], '');
        this.#keepLast(canvas);
        forgetModifiers();
        rfb.disconnect();
      },
    };
  }

  // noVNC tells that the server has introduced itself, not that there is something to see: the first is drawn when the
  // visible canvas is drawn upon.
  #onFirstPicture(canvas) {
    const context = canvas.getContext('2d');
    context.drawImage = (...arguments_) => {
      delete context.drawImage;
      context.drawImage(...arguments_);
      this.#forgetLast();
      this.#link.connected();
      if (this.#options.focus && nobodyIsBusy()) this.#rfb?.focus();
    };
  }

  #label(canvas) {
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-label', this.#options.texts.screen);
    canvas.setAttribute('aria-describedby', this.#root.querySelector('[data-console-way-out]').id);
  }

  // The last picture stays, dimmed by the style sheet, until there is a new one.
  #keepLast(canvas) {
    if (!canvas.width) return;
    const picture = document.createElement('canvas');
    [picture.width, picture.height] = [canvas.width, canvas.height];
    picture.getContext('2d').drawImage(canvas, 0, 0);
    picture.className = 'console-last';
    picture.setAttribute('aria-hidden', 'true');
    this.#forgetLast();
    this.#last = picture;
    this.#target.prepend(picture);
  }

  #forgetLast() {
    this.#last?.remove();
    this.#last = undefined;
  }

  #lookOnly(viewOnly) {
    const only = viewOnly || !this.#controls;
    this.#root.dataset.viewOnly = only;
    if (this.#rfb) this.#rfb.viewOnly = only;
    const toggle = this.#root.querySelector('[data-console-action="view-only"]');
    toggle?.setAttribute('aria-pressed', only);
    if (toggle) toggle.disabled = !this.#controls;
    allowControl(this.#root, !only);
  }

  async #paste(into) {
    const rfb = this.#rfb;
    const text = await clipboardText();
    if (!rfb || rfb !== this.#rfb || !text) return;
    rfb.focus();
    into(rfb, text);
  }

  // A part of a password is a wrong one: what cannot be typed is said before anything is.
  #type(rfb, text) {
    const missing = untypable(text);
    if (missing.length) this.#ask(missing, text);
    else type(rfb, text, () => rfb === this.#rfb);
  }

  #typeRest() {
    const [rfb, text] = [this.#rfb, this.#toType];
    this.#ask([], '');
    rfb?.focus();
    if (rfb) type(rfb, text, () => rfb === this.#rfb);
  }

  /** Names what has no key, and offers to type what is left of a text; of nothing, it goes away. */
  #ask(characters, text) {
    const ask = this.#root.querySelector('[data-console-ask]');
    const wasOpen = !ask.hidden;
    this.#toType = text;
    ask.hidden = characters.length === 0;
    ask.querySelector('[data-console-untypable]').textContent = named(characters);
    const rest = ask.querySelector('[data-console-action="type-rest"]');
    rest.hidden = !text;
    if (text) rest.focus();
    else if (wasOpen && ask.hidden) this.#rfb?.focus();
  }

  // A guest does not write into the person's clipboard by itself: what lies there might be pasted into a shell.
  #offer(text) {
    this.#guestText = text;
    const button = this.#root.querySelector('[data-console-action="copy"]');
    if (button) button.disabled = !text;
  }

  get #fits() { return localStorage.getItem(scaleKey) !== 'full'; }

  #scale(fits) {
    localStorage.setItem(scaleKey, fits ? 'fit' : 'full');
    if (this.#rfb) this.#rfb.scaleViewport = fits;
    this.#showScale();
  }

  #showScale() {
    this.#root.dataset.scale = this.#fits ? 'fit' : 'full';
    this.#root.querySelector('[data-console-action="scale"]')?.setAttribute('aria-pressed', this.#fits);
  }
}

export const init = (root, options) => new Screen(root, options);

export const dispose = screen => screen.dispose();
