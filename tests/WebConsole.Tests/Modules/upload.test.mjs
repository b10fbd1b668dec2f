import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

const source = (await readFile(new URL('../../../wwwroot/js/upload.js', import.meta.url), 'utf8')).replace(/^import .*$/m, '');
const { formatOf, mayRetry, meter, span } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);

test('the format follows the name', () => {
  assert.deepEqual(['a.ISO', 'b.qcow2', 'c.img', 'd.qcow2.txt', 'iso'].map(formatOf), ['iso', 'qcow2', 'raw', 'raw', 'raw']);
});

test('what no attempt helps is not tried again', () => {
  assert.deepEqual([0, 423, 500, 503].map(status => mayRetry(status, 'PATCH')), [true, true, true, true]);
  assert.deepEqual([400, 401, 403, 404, 413, 422].map(status => mayRetry(status, 'PATCH')), [false, false, false, false, false, false]);
  assert.deepEqual(['PATCH', 'POST'].map(method => mayRetry(409, method)), [true, false]);
});

test('the rate is that of the last seconds', () => {
  let time = 0;
  const measure = meter(() => time);
  assert.deepEqual(measure(0, 1000), { speed: null, left: null });
  time = 1000;
  assert.deepEqual(measure(100, 1000), { speed: 100, left: 9 });
  time = 10000;
  measure(100, 1000);
  time = 11000;
  assert.deepEqual(measure(300, 1000), { speed: 200, left: 4 });
});

test('time that is left is short', () => {
  assert.deepEqual([5, 60, 3599, 3660].map(span), ['5 s', '1 min', '60 min', '1 h 1 min']);
});
