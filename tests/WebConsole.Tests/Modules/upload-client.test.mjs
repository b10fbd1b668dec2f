import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { checked } = await load('upload-client.js');

const wait = globalThis.setTimeout;
globalThis.setTimeout = act => wait(act, 0);
const answers = (...tasks) => {
  globalThis.fetch = async () => tasks.length > 1 ? tasks.shift() : tasks[0];
};
const task = values => ({ ok: true, status: 200, json: async () => values });

test('what has arrived is done when its check has ended, and wrong if that failed', async () => {
  assert.equal(await checked(null), null);
  answers(task({ state: 'running' }), { ok: false, status: 503 }, task({ state: 'succeeded', endedAt: '…' }));
  assert.equal(await checked('/api/v1/tasks/7'), null);
  answers(task({ state: 'running' }), task({ state: 'failed', endedAt: '…', error: 'Its SHA-256 is another.', advice: 'Upload it again.' }));
  assert.equal(await checked('/api/v1/tasks/7'), 'Its SHA-256 is another. Upload it again.');
});
