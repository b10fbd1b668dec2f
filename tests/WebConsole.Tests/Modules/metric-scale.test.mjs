import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { firstKnown, marksOf, topOf } = await load('metric-scale.js');

const gib = 1024 ** 3;

test('the top mark is the capacity', () => {
  const capacity = 23.5 * gib;
  assert.equal(topOf('bytes', 5 * gib, capacity), capacity);
  assert.equal(marksOf('bytes', capacity, capacity, 160).at(-1), capacity);
  assert.deepEqual(marksOf('percent', 100, NaN, 160), [0, 25, 50, 75, 100]);
});

test('a mark that the capacity would cover is left out', () => {
  assert.deepEqual(marksOf('bytes', 17 * gib, 17 * gib, 160), [0, 8 * gib, 17 * gib]);
});

test('what is taken beyond the capacity still has a scale', () => {
  const top = topOf('bytes', 200, 128);
  assert.equal(top, 210);
  assert.deepEqual(marksOf('bytes', top, 128, 160), [0, 64, 128]);
});

test('a low chart has three marks at most', () => {
  for (const unit of ['percent', 'bytes', 'rate', 'requests', 'count']) {
    for (const top of [1, 3.7, 99, 100e3, 1.05e6, 987654321]) {
      const marks = marksOf(unit, unit === 'percent' ? 100 : top, NaN, 119);
      assert.ok(marks.length <= 3, `${unit} ${top}: ${marks}`);
      assert.ok(marks.length >= 2, `${unit} ${top}: ${marks}`);
    }
  }
});

test('without a capacity marks are round', () => {
  assert.deepEqual(marksOf('rate', 100e3, NaN, 104), [0, 50e3, 100e3]);
  assert.deepEqual(marksOf('rate', 420e3, NaN, 160), [0, 200e3, 400e3]);
});

test('an idle rate stays near the ground', () => assert.equal(topOf('rate', 12, NaN), 100e3));

test('what is known first is the first number of any line', () => {
  assert.equal(firstKnown([1, 2, 3, 4], [[NaN, NaN, NaN, 5], [NaN, Infinity, 0, 1]]), 3);
  assert.equal(firstKnown([1, 2], [[NaN, NaN]]), undefined);
});
