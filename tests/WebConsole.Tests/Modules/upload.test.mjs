import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { formatOf, headLength, mayRetry, meter, otherName, places, reasonOf, sha256In, span, statusOf } = await load('upload-file.js');

const head = (place, ...bytes) => {
  const made = new Uint8Array(headLength);
  made.set(bytes, place);
  return made;
};
const letters = text => [...text].map(letter => letter.charCodeAt(0));
const qcow2 = head(0, ...letters('QFI'), 0xfb);
const iso = head(32769, ...letters('CD001'));
const zeros = head(0);

test('the format is that of the bytes; where the name says something else, it is asked', () => {
  assert.deepEqual([['a.ISO', iso], ['a.img', iso], ['b.qcow2', qcow2], ['b.img', qcow2], ['c.img', zeros], ['iso', zeros]].map(([name, bytes]) => formatOf(name, bytes)),
    [{ format: 'iso' }, { format: 'iso' }, { format: 'qcow2' }, { format: 'qcow2' }, { format: 'raw' }, { format: 'raw' }]);
  assert.deepEqual(formatOf('a.iso', qcow2), { format: 'qcow2', question: 'otherImage', values: ['qcow2', 'iso'] });
  assert.deepEqual(formatOf('a.qcow2', zeros), { format: 'raw', question: 'noImage', values: ['raw', 'qcow2'] });
  assert.deepEqual(formatOf('short.iso', new Uint8Array([1])), { format: 'raw', question: 'noImage', values: ['raw', 'iso'] });
});

const packed = [['gz', [0x1f, 0x8b], 'gzip'], ['zst', [0x28, 0xb5, 0x2f, 0xfd], 'zstd'], ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz']];

test('a packed file is unpacked if its name says so, too, and nobody wants it as it is', () => {
  for (const [end, bytes, program] of packed) {
    assert.deepEqual(formatOf(`d.img.${end.toUpperCase()}`, head(0, ...bytes)), { unpack: end, name: 'd.img', format: undefined });
    assert.deepEqual(formatOf(`d.iso.${end}`, head(0, ...bytes)), { unpack: end, name: 'd.iso', format: 'iso' });
    for (const asks of [formatOf('d.img', head(0, ...bytes)), formatOf(`d.img.${end}`, head(0, ...bytes), false)]) {
      assert.deepEqual(asks, { format: 'raw', question: 'packed', values: [program] });
    }
  }
  assert.deepEqual(formatOf('d.img.gz', zeros), { format: 'raw' });
});

test('a SHA-256 is found as publishers write it', () => {
  const hash = 'Aa'.repeat(32);
  assert.deepEqual([hash, `  ${hash}  debian.iso`, `SHA256 (debian.iso) = ${hash}`].map(sha256In), Array(3).fill(hash.toLowerCase()));
  assert.deepEqual(['', 'a'.repeat(63), 'a'.repeat(128)].map(sha256In), [undefined, undefined, undefined]);
});

test('another name keeps the ending', () => {
  assert.deepEqual(['a.iso', 'a_2.iso', 'a', 'a_9', 'debian-12.iso', '.iso'].map(otherName), ['a_2.iso', 'a_3.iso', 'a_2', 'a_10', 'debian-12_2.iso', '.iso_2']);
});

test('what no attempt helps is not tried again', () => {
  assert.deepEqual([0, 423, 429, 500, 503].map(status => mayRetry(status, 'PATCH')), Array(5).fill(true));
  assert.deepEqual([400, 401, 403, 404, 413, 422].map(status => mayRetry(status, 'PATCH')), Array(6).fill(false));
  assert.deepEqual(['PATCH', 'POST'].map(method => mayRetry(409, method)), [true, false]);
});

test('the server says why, and of which field', () => {
  const error = (status, body) => ({ originalResponse: { getStatus: () => status, getBody: () => JSON.stringify(body) } });
  assert.deepEqual(reasonOf(error(409, { detail: 'It is full.' })), { field: '', words: 'It is full.' });
  assert.deepEqual(reasonOf(error(400, { detail: '…', errors: { filename: ['There is one.'] } })), { field: 'filename', words: 'There is one.' });
  assert.deepEqual(reasonOf({ causingError: { status: 422, words: 'It is no ISO image.' } }), { words: 'It is no ISO image.' });
  assert.deepEqual([reasonOf({}), reasonOf(new Error('cut'))], [{}, {}]);
  assert.deepEqual([error(503, {}), { causingError: { status: 401 } }, { status: 403 }, new Error('cut')].map(statusOf), [503, 401, 403, 0]);
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

test('a few go at a time, the others in their turn', async () => {
  const lanes = places(2);
  const begun = [];
  const run = name => lanes.take().then(() => begun.push(name));
  for (const name of ['a', 'b', 'c', 'd']) run(name);
  await Promise.resolve();
  assert.deepEqual(begun, ['a', 'b']);
  lanes.give();
  await Promise.resolve();
  assert.deepEqual(begun, ['a', 'b', 'c']);
});
