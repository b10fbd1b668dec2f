// The codes of keys that on-screen keyboards lack, as a terminal sends them.

const arrows = new Map([['up', 'A'], ['down', 'B'], ['right', 'C'], ['left', 'D']]);
const others = new Map([['escape', '\x1b'], ['tab', '\t']]);

// Control characters without a letter, by the keys that terminals use for them.
const controls = new Map([[' ', '\0'], ['2', '\0'], ['3', '\x1b'], ['4', '\x1c'], ['5', '\x1d'], ['6', '\x1e'], ['7', '\x1f'], ['/', '\x1f'], ['8', '\x7f'], ['?', '\x7f']]);

/** The code that a key of the row sends; `application` is the terminal's cursor key mode. */
export const sequenceOf = (key, { ctrl = false, application = false } = {}) => {
  const arrow = arrows.get(key);
  if (arrow) return ctrl ? `\x1b[1;5${arrow}` : `\x1b${application ? 'O' : '['}${arrow}`;
  return others.get(key) ?? '';
};

/** The text to send while Ctrl is held; characters without a control character stay the same. */
export const withCtrl = text => {
  if (text.length !== 1) return text;
  const letter = text.toUpperCase();
  if (letter >= '@' && letter <= '_') return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
  return controls.get(text) ?? text;
};
