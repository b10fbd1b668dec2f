// Modifier keys that a browser lost sight of: pressed and, while the page did not have the keyboard, let go unseen.

/** Whether an event says that the modifier of this place on the keyboard is held; `undefined` for other keys and events. */
export const reports = (event, code) => {
  if (typeof event.ctrlKey !== 'boolean') return undefined;
  switch (code) {
    case 'ControlLeft': case 'ControlRight': return event.ctrlKey;
    case 'ShiftLeft': case 'ShiftRight': return event.shiftKey;
    case 'MetaLeft': case 'MetaRight': return event.metaKey;
    // Held with Shift, Alt is Meta on Linux; where there is AltGr, the right one is that.
    case 'AltLeft': case 'AltRight': return event.altKey || event.metaKey || event.getModifierState?.('AltGraph') === true;
    default: return undefined;
  }
};

/** Which modifiers the guest holds, by what it was sent. */
export class HeldModifiers {
  #held = new Map();

  /** Takes note of a key that is sent; `down` as noVNC has it. */
  sent(keysym, code, down) {
    if (reports({ ctrlKey: false }, code) === undefined) return;
    if (down) this.#held.set(code, keysym); else this.#held.delete(code);
  }

  /** Those to let go of, as [keysym, code], since an event says that nobody presses them. Its own key is its own business. */
  releasedBy(event) {
    return this.#take(code => code !== event.code && reports(event, code) === false);
  }

  /** All of them, to let go of. */
  all() { return this.#take(() => true); }

  #take(isReleased) {
    const released = [...this.#held].filter(([code]) => isReleased(code));
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
