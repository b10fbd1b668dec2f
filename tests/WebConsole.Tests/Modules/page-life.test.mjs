import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { Beginning, Loads, Loss, served } = await load('page-life.js');

const storageOf = map => () => ({
  getItem: key => map.get(key) ?? null,
  setItem: (key, value) => map.set(key, value),
  removeItem: key => map.delete(key),
});
const refusing = () => { throw new Error('no storage'); };

const secondsUntilLoad = beginning => {
  let seconds = 1;
  while (!beginning.tick()) seconds++;
  return seconds;
};

test('loads are counted over a new load of the same address, until they are forgotten', () => {
  const map = new Map();
  const before = new Loads(storageOf(map), 'key', '/machines');
  assert.equal(before.count, 0);
  assert.equal(before.add(), true);
  const after = new Loads(storageOf(map), 'key', '/machines');
  assert.equal(after.count, 1);
  after.add();
  assert.equal(after.count, 2);
  after.forget();
  assert.equal(before.count, 0);
});

test('another address begins anew, also where one begins with the other', () => {
  const map = new Map();
  new Loads(storageOf(map), 'key', '/machines/a b').add();
  assert.equal(new Loads(storageOf(map), 'key', '/machines/a b').count, 1);
  assert.equal(new Loads(storageOf(map), 'key', '/machines/a').count, 0);
});

test('a browser that keeps nothing is never loaded for ever', () => {
  const loads = new Loads(refusing, 'key', '/');
  assert.equal(loads.count, Infinity);
  assert.equal(loads.add(), false);
  loads.forget();
});

test('a loss is told once, also on the load after it', () => {
  const map = new Map();
  const before = new Loss(storageOf(map));
  before.keep();
  assert.equal(new Loss(storageOf(map)).take(), false);
  before.note();
  before.keep();
  const after = new Loss(storageOf(map));
  assert.equal(after.take(), true);
  assert.equal(after.take(), false);
  assert.equal(new Loss(storageOf(map)).take(), false);
});

test('a browser that keeps nothing tells of a loss only on the same load', () => {
  const loss = new Loss(refusing);
  loss.note();
  loss.keep();
  assert.equal(loss.take(), true);
  assert.equal(new Loss(refusing).take(), false);
});

test('a server that is away, or for which a proxy answers, is asked again until it answers itself', async () => {
  for (const status of [0, 200, 302, 404]) {
    const answers = [() => { throw new Error('nobody'); }, () => ({ status: 502 }), () => ({ status: 503 }), () => ({ status: 504 }), () => ({ status })];
    let pauses = 0;
    await served(async () => answers.shift()(), async () => { pauses++; });
    assert.equal(answers.length, 0);
    assert.equal(pauses, 4);
  }
});

test('a page that is quiet is waited for, longer after each load', () => {
  assert.deepEqual([0, 1, 2, 3, 4, Infinity].map(loads => secondsUntilLoad(new Beginning(loads))), [30, 60, 120, 240, 240, 240]);
});

test('progress begins the wait anew', () => {
  const beginning = new Beginning(0);
  for (let i = 0; i < 29; i++) assert.equal(beginning.tick(), false);
  beginning.progress();
  assert.equal(secondsUntilLoad(beginning), 30);
});

test('a connection that failed is tried again soon, each time a little later', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map(loads => {
    const beginning = new Beginning(loads);
    for (let i = 0; i < 20; i++) beginning.tick();
    beginning.fail();
    return secondsUntilLoad(beginning);
  }), [1, 2, 4, 8, 15, 15]);
});

test('a new connection after one that failed is waited for', () => {
  const beginning = new Beginning(0);
  beginning.fail();
  beginning.progress();
  assert.equal(secondsUntilLoad(beginning), 30);
});
