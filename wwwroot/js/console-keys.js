// Key combinations that the browser or the operating system would intercept, as [keysym, code] in the order of pressing.
const ctrl = [0xffe3, 'ControlLeft'];
const alt = [0xffe9, 'AltLeft'];
const meta = [0xffeb, 'MetaLeft'];
const functionKey = number => [0xffbd + number, `F${number}`];

const combinations = {
  'ctrl-alt-del': [ctrl, alt, [0xffff, 'Delete']],
  'ctrl-alt-backspace': [ctrl, alt, [0xff08, 'Backspace']],
  'alt-tab': [alt, [0xff09, 'Tab']],
  'alt-f4': [alt, functionKey(4)],
  'ctrl-escape': [ctrl, [0xff1b, 'Escape']],
  'meta': [meta],
  'print-screen': [[0xff61, 'PrintScreen']],
};
for (let number = 1; number <= 12; number++)
  combinations[`ctrl-alt-f${number}`] = [ctrl, alt, functionKey(number)];

/** Presses a combination and releases it in reverse order; does nothing without a screen. */
export const press = (rfb, name) => {
  const keys = combinations[name] ?? [];
  for (const [keysym, code] of keys) rfb?.sendKey(keysym, code, true);
  for (const [keysym, code] of keys.toReversed()) rfb?.sendKey(keysym, code, false);
};

// A US keyboard: the characters of each key alone and with Shift. A hypervisor receives keys, not characters.
const shift = [0xffe1, 'ShiftLeft'];
const keys = new Map([['\n', ['Enter', false, 0xff0d]], ['\t', ['Tab', false, 0xff09]], [' ', ['Space', false]]]);
const addKey = (code, plain, shifted) => keys.set(plain, [code, false]).set(shifted, [code, true]);
for (const letter of 'abcdefghijklmnopqrstuvwxyz') addKey(`Key${letter.toUpperCase()}`, letter, letter.toUpperCase());
[...')!@#$%^&*('].forEach((shifted, digit) => addKey(`Digit${digit}`, `${digit}`, shifted));
for (const [code, [plain, shifted]] of Object.entries({
  Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"',
  Backquote: '`~', Comma: ',<', Period: '.>', Slash: '/?',
})) addKey(code, plain, shifted);

const oneLineEnd = text => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** The characters of a text that a US keyboard can't type, each once: a hypervisor drops them silently. */
export const untypable = text => [...new Set(oneLineEnd(text))].filter(character => !keys.has(character));

const mostNamed = 20;

/** Formats these characters for the user; invisible ones by their code point. */
export const named = characters => {
  const shown = characters.slice(0, mostNamed).map(character => /[\p{C}\p{Z}\p{M}]/u.test(character)
    ? `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}` : character);
  return shown.join(' ') + (characters.length > mostNamed ? ' …' : '');
};

const typeOne = (rfb, character) => {
  if (!keys.has(character)) return;
  const [code, shifted, keysym = character.codePointAt(0)] = keys.get(character);
  if (shifted) rfb.sendKey(...shift, true);
  rfb.sendKey(keysym, code);
  if (shifted) rfb.sendKey(...shift, false);
};

const backspace = [0xff08, 'Backspace'];
const longestTyped = 200;

/**
 * Types the changes of a text field, because on-screen keyboards report texts and not keys: removed text is deleted,
 * added text is typed; `untyped` gets the characters that no key types. Returns a function that stops it.
 */
export const typeFrom = (field, current, untyped) => {
  let typed = field.value = ' ';
  const onInput = event => {
    const rfb = current();
    const text = field.value;
    let same = 0;
    while (same < typed.length && typed[same] === text[same]) same++;
    for (let lost = typed.length - same; rfb && lost > 0; lost--) rfb.sendKey(...backspace);
    const added = rfb ? text.slice(same) : '';
    for (const character of added) typeOne(rfb, character);
    if (untypable(added).length) untyped(untypable(added));
    // Never empty, because Backspace needs something to delete.
    const anew = text === '' || (text.length > longestTyped && !event.isComposing);
    typed = anew ? field.value = ' ' : text;
  };
  field.addEventListener('input', onInput);
  return () => field.removeEventListener('input', onInput);
};

// The queue of a PS/2 keyboard holds few keys, and further ones are lost.
const typingPause = 12;

/** Types a text key by key, for guests without a clipboard; stops when `goOn` returns false. */
export const type = async (rfb, text, goOn) => {
  for (const character of oneLineEnd(text)) {
    if (!goOn()) return;
    typeOne(rfb, character);
    await new Promise(resolve => setTimeout(resolve, typingPause));
  }
};
