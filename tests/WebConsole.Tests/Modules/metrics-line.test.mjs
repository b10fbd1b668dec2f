import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { Line, notSampled } = await load('metrics-line.js');

const second = 1000;
const filled = (seconds, ...values) => {
  const line = new Line(['cpu'], seconds);
  line.append(values.map((_, index) => (index + 1) * second), values, 0);
  return line;
};

test('an empty line asks for its whole span, another for what is newer', () => {
  assert.equal(new Line(['cpu'], 60).since, -60 * second);
  assert.equal(filled(60, 1, 2).since, 2 * second);
});

test('values are taken series by series from the given place on', () => {
  const line = new Line(['read', 'write'], 60);
  line.append([1000, 2000], [9, 9, 1, 2, 3, 4], 2);
  assert.deepEqual(line.columns, [[1, 2], [3, 4]]);
});

test('ticks that are there already are left out', () => {
  const line = filled(60, 1, 2);
  line.append([2000, 3000], [7, 3], 0);
  assert.deepEqual(line.times, [1000, 2000, 3000]);
  assert.deepEqual(line.columns, [[1, 2, 3]]);
});

test('what is older than the span goes, but for the point at its edge', () => {
  const line = filled(3, 1, 2, 3, 4, 5, 6);
  assert.deepEqual(line.times, [3000, 4000, 5000, 6000]);
});

test('what is held at the edge keeps the value that it holds', () => {
  const line = filled(2, 7, notSampled, notSampled, notSampled, 8);
  assert.deepEqual(line.columns, [[7, notSampled, 8]]);
});

test('a long silence is a gap', () => {
  const line = filled(600, 1);
  line.append([61 * second], [2], 0);
  assert.deepEqual(line.times, [1000, 1001, 61000]);
  assert.deepEqual(line.columns, [[1, NaN, 2]]);
});

test('a history in several frames is one line', () => {
  const line = new Line(['read', 'write'], 600);
  line.append([1000, 2000], [1, 2, 5, 6], 0);
  line.append([3000, 4000], [3, 4, 7, 8], 0);
  assert.deepEqual(line.times, [1000, 2000, 3000, 4000]);
  assert.deepEqual(line.columns, [[1, 2, 3, 4], [5, 6, 7, 8]]);
});

test('a clock that was set back begins the line anew', () => {
  const line = new Line(['cpu'], 600);
  line.append([100 * second, 101 * second], [1, 2], 0);
  line.append([50 * second], [3], 0);
  assert.deepEqual(line.times, [50 * second]);
  assert.deepEqual(line.columns, [[3]]);
});

test('the latest value is the one that is held, and unknown is unknown', () => {
  assert.equal(filled(60, 5, notSampled, notSampled).latest(0), 5);
  assert.equal(filled(60, 5, NaN).latest(0), NaN);
  assert.equal(new Line(['cpu'], 60).latest(0), NaN);
});
