import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { sequenceOf, withCtrl } = await load('console-line-keys.js');

test('each key of the row sends what a terminal sends', () => {
  assert.equal(sequenceOf('escape'), '\x1b');
  assert.equal(sequenceOf('tab'), '\t');
  assert.equal(sequenceOf('up'), '\x1b[A');
  assert.equal(sequenceOf('left', { application: true }), '\x1bOD');
  assert.equal(sequenceOf('right', { ctrl: true, application: true }), '\x1b[1;5C');
  assert.equal(sequenceOf('toString'), '');
});

test('Ctrl makes control characters of what has one', () => {
  assert.deepEqual(['c', 'C', '[', '\\', '_', ' ', '@', '?', '/'].map(withCtrl), ['\x03', '\x03', '\x1b', '\x1c', '\x1f', '\0', '\0', '\x7f', '\x1f']);
  assert.deepEqual(['1', 'é', 'ab', '\r', ''].map(withCtrl), ['1', 'é', 'ab', '\r', '']);
});
