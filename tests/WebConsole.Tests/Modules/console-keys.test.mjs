import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { named, press, type, typeFrom, untypable } = await load('console-keys.js');

const screen = () => {
  const sent = [];
  return { sent, sendKey: (keysym, code, down) => sent.push([keysym, code, down]) };
};

test('all of ASCII that shows has a key, and so have the ends of lines', () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
  assert.deepEqual(untypable(`${ascii}\n\t\r\n\r`), []);
});

test('what has no key is named once each, in the order of the text', () => {
  assert.deepEqual(untypable('pass: Grüße-日本 über 𝄞'), ['ü', 'ß', '日', '本', '𝄞']);
});

test('what shows nothing is named by its number, and not without end', () => {
  assert.equal(named(['ü', '\u00a0', '\u200b', '\u0301', '\u202e', '\x07']), 'ü U+00A0 U+200B U+0301 U+202E U+0007');
  assert.match(named(Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x4e00 + index))), /^(\S ){20}…$/u);
});

test('the rest of a text is typed without what has no key', async () => {
  const rfb = screen();
  await type(rfb, 'aüB', () => true);
  assert.deepEqual(rfb.sent.map(([, code, down]) => [code, down]), [['KeyA', undefined], ['ShiftLeft', true], ['KeyB', undefined], ['ShiftLeft', false]]);
});

test('a combination holds nothing when it is done', () => {
  const rfb = screen();
  press(rfb, 'ctrl-alt-del');
  assert.deepEqual(rfb.sent.map(([, code, down]) => `${code} ${down}`), ['ControlLeft true', 'AltLeft true', 'Delete true', 'Delete false', 'AltLeft false', 'ControlLeft false']);
});

test('a keyboard on a touch screen is told what it cannot type', () => {
  const rfb = screen();
  const field = Object.assign(new EventTarget(), { value: '' });
  const missing = [];
  typeFrom(field, () => rfb, characters => missing.push(...characters));
  field.value += 'aé';
  field.dispatchEvent(new Event('input'));
  assert.deepEqual(missing, ['é']);
  assert.deepEqual(rfb.sent.map(([, code]) => code), ['KeyA']);
});
