// A machine's screen: noVNC on a console of the hub.
import RFB from '/lib/novnc/core/rfb.js';
import { initLogging } from '/lib/novnc/core/util/logging.js';
import { allowControl, clipboardText, frame, nobodyIsBusy } from './console-frame.js';
import { named, press, type, typeFrom, untypable } from './console-keys.js';
import { ConsoleLink } from './console-link.js';
import { releaseLostModifiers } from './console-modifiers.js';

// noVNC logs messages to the browser's console that the page already shows.
initLogging('none');

const scaleKey = 'webconsole.console.scale';

/** The channel that noVNC uses instead of a WebSocket. */
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

  // Copied, because noVNC reuses its buffer before SignalR has encoded it.
  send(bytes) { if (this.readyState === 'open') this.#send(bytes.slice()); }

  // Called asynchronously, as a WebSocket does: noVNC has not finished closing yet.
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

  // noVNC reports the server's initialisation, not the first picture. The first picture is there when noVNC draws on
  // the visible canvas.
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

  // The last picture stays, dimmed by the style sheet, until a new one arrives.
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

  // An incomplete password is a wrong password, so untypable characters are reported before anything is typed.
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

  /** Shows the characters without a key, and offers to type the rest of the text; hides the notice if there are none. */
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

  // The guest must not write into the user's clipboard: the user might paste it into a shell.
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
