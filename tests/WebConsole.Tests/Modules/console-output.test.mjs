import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { Output } = await load('console-output.js');

class Terminal {
  text = '';
  waiting = [];
  write(text, done) { this.text += text; if (done) this.waiting.push(done); }
  drawAll() { for (const done of this.waiting.splice(0)) done(); }
}

const bytes = (...values) => Uint8Array.from(values);
const shown = (...pieces) => {
  const terminal = new Terminal();
  const output = new Output(terminal, 'skipped');
  for (const piece of pieces) output.draw(piece);
  return terminal.text;
};

test('a character that comes in pieces is one character, wherever it is cut', () => {
  const text = 'A—B。𐀀é';
  const encoded = new TextEncoder().encode(text);
  for (let at = 0; at <= encoded.length; at++) assert.equal(shown(encoded.slice(0, at), encoded.slice(at)), text);
  assert.equal(shown(...[...encoded].map(byte => bytes(byte))), text);
});

test('bytes that are no text take nothing of the text around them with them', () => {
  assert.equal(shown(bytes(0x41, 0xff, 0x42, 0xc3), bytes(0x43)), 'A\ufffdB\ufffdC');
  assert.equal(shown(bytes(0xef, 0xbb, 0xbf, 0x41, 0x7f)), '\ufeffA\x7f');
});

test('a line that is opened anew begins with a whole character', () => {
  const terminal = new Terminal();
  const output = new Output(terminal, 'skipped');
  output.draw(bytes(0xe2, 0x80));
  output.begin();
  output.draw(bytes(0x41));
  assert.equal(terminal.text, 'A');
});

test('what comes faster than it is drawn is dropped and said to be, and half a character with it', () => {
  const terminal = new Terminal();
  const output = new Output(terminal, 'skipped');
  const flood = new Uint8Array(3 << 20).fill(0x61);
  flood[flood.length - 1] = 0xe2;
  output.draw(flood);
  output.draw(bytes(0x80, 0x94));
  const before = terminal.text.length;
  terminal.drawAll();
  output.draw(bytes(0x42));
  assert.equal(terminal.text.slice(before), '\x18\r\n[skipped]\r\nB');
});
