// Releases modifier keys that were pressed in the page and released while the page did not have the focus.

// Linux reports Alt with Shift as Meta, a macOS browser sends Command as Alt, and AltGr replaces Alt on some keyboards.
const anyAlt = event => event.altKey || event.metaKey || event.getModifierState?.('AltGraph') === true;
const anyMeta = (event, code) => event.metaKey || (event.altKey && /^Alt/.test(code)) || event.getModifierState?.('OS') === true;

// By keysym and not by code, because the user may have swapped Ctrl, Alt or Caps Lock.
const pressed = new Map([
  [[0xffe1, 0xffe2], event => event.shiftKey],
  [[0xffe3, 0xffe4], event => event.ctrlKey],
  [[0xffe9, 0xffea, 0xfe03, 0xff7e], anyAlt],
  [[0xffe7, 0xffe8, 0xffeb, 0xffec], anyMeta],
].flatMap(([keysyms, isPressed]) => keysyms.map(keysym => [keysym, isPressed])));

/** Whether an event says that the modifier of this keysym is held; `undefined` for other keys and events. */
export const reports = (event, keysym, code) => typeof event.ctrlKey === 'boolean' ? pressed.get(keysym)?.(event, code) : undefined;

/** The modifiers that are pressed in the guest, according to the keys sent. */
export class HeldModifiers {
  #held = new Map();

  /** Records a sent key; `down` as in noVNC. */
  sent(keysym, code, down) {
    if (!down) this.#held.delete(code);
    else if (pressed.has(keysym)) this.#held.set(code, keysym);
  }

  /**
   * The modifiers to release, as [keysym, code], because an event says that they are not pressed; the event's own key
   * is left out.
   */
  releasedBy(event) {
    return this.#take((keysym, code) => code !== event.code && reports(event, keysym, code) === false);
  }

  /** All pressed modifiers, to release them. */
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
 * Releases modifiers in a screen that are not pressed any more: when the page gets the focus, and when an event shows
 * it. Returns a function that stops it.
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
    // In the capture phase, before noVNC.
    for (const kind of telling) target[change](kind, onEvent, true);
  };
  listen('addEventListener');
  return () => listen('removeEventListener');
};
