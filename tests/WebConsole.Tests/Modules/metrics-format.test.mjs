import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { bytes, count, percent, rate, requests, share, unknown } = await load('metrics-format.js');

test('what is unknown is a dash, never zero', () => {
  for (const write of [bytes, count, percent, rate, requests]) assert.equal(write(NaN), unknown);
  assert.equal(share(NaN, 1024), unknown);
  assert.equal(percent(0), '0 %');
  assert.equal(rate(0), '0 B/s');
});

test('percent is whole, and little is not nothing', () => {
  assert.equal(percent(0.44), '< 1 %');
  assert.equal(percent(0.97), '< 1 %');
  assert.equal(percent(1.2), '1 %');
  assert.equal(percent(12.4), '12 %');
  assert.equal(percent(100), '100 %');
});

test('sizes are in IEC units and rates in SI units', () => {
  assert.equal(bytes(512), '512 B');
  assert.equal(bytes(1.5 * 1024 ** 3), '1.5 GiB');
  assert.equal(bytes(512 * 1024 ** 2), '512 MiB');
  assert.equal(rate(3.14e6), '3.1 MB/s');
  assert.equal(rate(410e3), '410 kB/s');
  assert.equal(rate(999.97e3), '1.0 MB/s');
});

test('a share has both parts in the unit of the whole', () => {
  assert.equal(share(1.2 * 1024 ** 3, 2 * 1024 ** 3), '1.2 / 2.0 GiB');
  assert.equal(share(30 * 1024 ** 2, 128 * 1024 ** 2), '30 / 128 MiB');
  assert.equal(share(1024 ** 2, NaN), '1 MiB');
});
