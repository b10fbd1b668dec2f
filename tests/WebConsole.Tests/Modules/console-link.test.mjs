import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { mock } from 'node:test';

// A fake hub: it answers each opening with the next of these ends.
const ends = [];
let openings = 0;
let hold = false;
globalThis.hub = {
  hubConnection: async () => {
    const told = {};
    return {
      on: (name, callback) => told[name] = callback,
      onclose: () => {},
      start: async () => {},
      stop: async () => {},
      invoke: async () => {},
      stream: () => ({
        subscribe: ({ complete }) => {
          openings++;
          if (hold) return;
          const end = ends.length > 1 ? ends.shift() : ends[0];
          if (end === 'ended') told.Opened(false);
          told.Closed(end, 'libvirt says');
          complete();
        },
      }),
    };
  },
  signedOut: async () => false,
  signalR: async () => ({ Subject: class { next() {} } }),
};
const source = (await readFile(new URL('../../../wwwroot/js/console-link.js', import.meta.url), 'utf8'))
  .replace(/^import .*$/m, 'const { hubConnection, signalR, signedOut } = globalThis.hub;');
const { ConsoleLink } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);

const texts = new Proxy({}, { get: (_, name) => String(name) });
const settle = async () => { for (let i = 0; i < 20; i++) await Promise.resolve(); };
const pass = async milliseconds => {
  mock.timers.tick(milliseconds);
  await settle();
};

const open = async (active, ...reasons) => {
  ends.splice(0, ends.length, ...reasons);
  openings = 0;
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const parts = {};
  const root = Object.assign(new EventTarget(), { dataset: {}, querySelector: part => parts[part] ??= { dataset: {} } });
  const begin = () => {
    link.connected();
    return { receive() {}, end() {} };
  };
  const link = new ConsoleLink(root, { active, texts, call: () => ({ method: 'OpenText', args: [] }), begin });
  await settle();
  return { link, root };
};

test.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
test.afterEach(() => mock.timers.reset());

for (const reason of ['failed', 'no-console', 'not-local', 'protocol', 'refused', 'too-many', 'busy']) {
  test(`what waiting cannot cure is not tried again by itself: ${reason}`, async () => {
    const { root } = await open(true, reason);
    await pass(3_600_000);
    assert.equal(openings, 1);
    assert.equal(root.dataset.reason, reason);
    assert.ok(['refused', 'disconnected'].includes(root.dataset.state));
  });
}

test('an attempt that waits says why the one before failed', async () => {
  const { link, root } = await open(true, 'no-answer');
  hold = true;
  await pass(300);
  assert.equal(openings, 2);
  assert.deepEqual([root.dataset.state, root.dataset.reason], ['connecting', 'no-answer']);
  assert.equal(root.querySelector('[data-console-message]').textContent, 'no-answer');
  assert.equal(root.querySelector('[data-console-detail]').textContent, 'libvirt says');
  hold = false;
  link.dispose();
});

test('an attempt after the machine was off does not say that it is', async () => {
  const { link, root } = await open(false, 'off');
  hold = true;
  link.setActive(true);
  await settle();
  assert.deepEqual([root.dataset.state, root.dataset.reason], ['connecting', '']);
  hold = false;
  link.dispose();
});

test('what may pass is tried again, at pauses that grow', async () => {
  await open(true, 'no-answer');
  for (const pause of [300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 60000, 60000]) {
    const before = openings;
    await pass(pause - 1);
    assert.equal(openings, before);
    await pass(1);
    assert.equal(openings, before + 1);
  }
});

test('a console that ends as soon as it opens is no reason to hurry', async () => {
  await open(true, 'ended');
  for (let second = 0; second < 60; second++) await pass(1000);
  assert.ok(openings < 15, `${openings} openings`);
});

test('a machine that is gone though the page knows it to run is asked for again: it may be back before the page hears of it', async () => {
  const { root } = await open(true, 'ended', 'no-machine', 'off', 'failed');
  await pass(300);
  assert.equal(root.dataset.reason, 'no-machine');
  await pass(600);
  assert.equal(root.dataset.reason, 'off');
  await pass(1200);
  assert.equal(openings, 4);
});

test('a machine that is off is waited for, and asked for at once when it comes up', async () => {
  const { link } = await open(false, 'off');
  await pass(3_600_000);
  assert.equal(openings, 1);
  link.setActive(true);
  await settle();
  assert.equal(openings, 2);
  link.setActive(false);
  await pass(3_600_000);
  assert.equal(openings, 2);
});
