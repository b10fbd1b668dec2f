// Modifier keys that a browser lost sight of: pressed and, while the page did not have the keyboard, let go unseen.

// Held with Shift, Alt is Meta on Linux, Command is Alt for a guest of macOS, and AltGr is there for what Alt is elsewhere.
const anyAlt = event => event.altKey || event.metaKey || event.getModifierState?.('AltGraph') === true;
const anyMeta = (event, code) => event.metaKey || (event.altKey && /^Alt/.test(code)) || event.getModifierState?.('OS') === true;

// By what a key means to the guest, since the place of a key says nothing where the person has swapped Ctrl, Alt or Caps Lock.
const pressed = new Map([
  [[0xffe1, 0xffe2], event => event.shiftKey],
  [[0xffe3, 0xffe4], event => event.ctrlKey],
  [[0xffe9, 0xffea, 0xfe03, 0xff7e], anyAlt],
  [[0xffe7, 0xffe8, 0xffeb, 0xffec], anyMeta],
].flatMap(([keysyms, isPressed]) => keysyms.map(keysym => [keysym, isPressed])));

/** Whether an event says that the modifier of this keysym is held; `undefined` for other keys and events. */
export const reports = (event, keysym, code) => typeof event.ctrlKey === 'boolean' ? pressed.get(keysym)?.(event, code) : undefined;

/** Which modifiers the guest holds, by what it was sent. */
export class HeldModifiers {
  #held = new Map();

  /** Takes note of a key that is sent; `down` as noVNC has it. */
  sent(keysym, code, down) {
    if (!down) this.#held.delete(code);
    else if (pressed.has(keysym)) this.#held.set(code, keysym);
  }

  /** Those to let go of, as [keysym, code], since an event says that nobody presses them. Its own key is its own business. */
  releasedBy(event) {
    return this.#take((keysym, code) => code !== event.code && reports(event, keysym, code) === false);
  }

  /** All of them, to let go of. */
  all() { return this.#take(() => true); }

  #take(isReleased) {
    const released = [...this.#held].filter(([code, keysym]) => isReleased(keysym, code));
    for (const [code] of released) this.#held.delete(code);
    return released.map(([code, keysym]) => [keysym, code]);
  }
}

const returning = ['focus', 'pageshow'];
const telling = ['keydown', 'keyup', 'pointerdown', 'pointermove', 'wheel'];

/**
 * Has a screen let go of modifiers that are not pressed: when the page has the keyboard again, and when an event says so.
 * Returns what makes it stop.
 */
export const releaseLostModifiers = (rfb, target) => {
  const held = new HeldModifiers();
  const send = rfb.sendKey.bind(rfb);
  rfb.sendKey = (keysym, code, down) => {
    send(keysym, code, down);
    if (down !== undefined) held.sent(keysym, code, down);
  };
  const release = keys => { for (const [keysym, code] of keys) send(keysym, code, false); };
  const onReturn = () => { if (document.visibilityState === 'visible') release(held.all()); };
  const onEvent = event => release(held.releasedBy(event));
  const listen = change => {
    for (const kind of returning) window[change](kind, onReturn);
    document[change]('visibilitychange', onReturn);
    // Before noVNC hears of it.
    for (const kind of telling) target[change](kind, onEvent, true);
  };
  listen('addEventListener');
  return () => listen('removeEventListener');
};
