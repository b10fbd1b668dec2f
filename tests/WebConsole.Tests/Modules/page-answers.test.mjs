import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { load } from './load.mjs';

const { Answers, says } = await load('page-answers.js');

const message = name => new TextEncoder().encode(`\u0040\u0096\u0001\u0080\u00c0\u00b7${name}\u0094\u00a11`);
const click = message('BeginInvokeDotNetFromJS');
const batch = new Uint8Array(400).buffer;
const ping = new Uint8Array(3).buffer;

const watched = t => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const told = [];
  return { told, answers: new Answers(waiting => told.push(waiting)) };
};

test('a click without an answer is told after a second and a half, and no longer once the answer is there', t => {
  const { told, answers } = watched(t);
  answers.sent(click);
  mock.timers.tick(1400);
  assert.deepEqual(told, []);
  answers.received(ping);
  mock.timers.tick(200);
  assert.deepEqual(told, [true]);
  answers.received(batch);
  assert.deepEqual(told, [true, false]);
  assert.equal(answers.pending, false);
});

test('an answer in time tells of no waiting', t => {
  const { told, answers } = watched(t);
  answers.sent(click);
  answers.received(batch);
  mock.timers.tick(10000);
  assert.ok(!told.includes(true));
});

test('only what the server has to answer is waited for', t => {
  const { answers } = watched(t);
  for (const name of ['OnRenderCompleted', 'EndInvokeJSFromDotNet', 'UpdateRootComponents']) answers.sent(message(name));
  answers.sent(ping);
  assert.equal(answers.pending, false);
  answers.sent(message('OnLocationChanged').buffer);
  assert.equal(answers.pending, true);
});

test('a ping says nothing', () => {
  assert.equal(says(ping), false);
  assert.equal(says('{}\u001e'), false);
  assert.equal(says(batch), true);
});
