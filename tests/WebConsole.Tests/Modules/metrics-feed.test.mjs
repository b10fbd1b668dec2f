import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { mock } from 'node:test';

// A fake hub: it refuses each connection, and the API says why.
let hasSession = false;
globalThis.hub = {
  hubConnection: async () => ({ onclose() {}, start: async () => { throw new Error('401'); }, stop() {} }),
  signedOut: async () => !hasSession,
  Line: class { words = []; },
};
const notice = { dataset: {} };
globalThis.document = Object.assign(new EventTarget(), { documentElement: { dataset: {} }, getElementById: () => notice });
globalThis.addEventListener ??= () => {};

const source = (await readFile(new URL('../../../wwwroot/js/metrics-feed.js', import.meta.url), 'utf8'))
  .replace(/^import .*hub-connection.*$/m, 'const { hubConnection, signedOut, Line } = globalThis.hub;')
  .replace(/^import .*metrics-line.*$/m, '');
const { subscribe } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);
const pass = async milliseconds => {
  mock.timers.tick(milliseconds);
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

test('numbers that stop because the session has ended say so, until there is one again', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  subscribe({ host: 'a', machine: null, words: ['cpu'], seconds: 60 }, () => {});
  await pass(200);
  assert.equal(notice.dataset.state, 'signed-out');

  hasSession = true;
  await pass(1000);
  await pass(1000);
  assert.equal(notice.dataset.state, undefined);
  mock.timers.reset();
});
