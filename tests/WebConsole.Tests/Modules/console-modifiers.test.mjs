import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { HeldModifiers, releaseLostModifiers, reports } = await load('console-modifiers.js');

const event = (code, pressed = {}) => ({ code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, getModifierState: () => false, ...pressed });
const ctrl = [0xffe3, 'ControlLeft'];
const altGr = [0xfe03, 'AltRight'];
const holding = (...keys) => {
  const held = new HeldModifiers();
  for (const key of keys) held.sent(...key, true);
  return held;
};

test('a modifier that nobody presses any more is let go of once', () => {
  const held = holding(ctrl);
  assert.deepEqual(held.releasedBy(event('KeyA')), [ctrl]);
  assert.deepEqual(held.releasedBy(event('KeyA')), []);
});

test('a modifier that is pressed stays, and its own key is not judged by', () => {
  const held = holding(ctrl);
  assert.deepEqual(held.releasedBy(event('KeyA', { ctrlKey: true })), []);
  assert.deepEqual(held.releasedBy(event('ControlLeft')), []);
  held.sent(...ctrl, false);
  assert.deepEqual(held.all(), []);
});

test('AltGr is pressed where the browser calls it AltGraph, and where it calls it Ctrl and Alt', () => {
  assert.deepEqual(holding(altGr).releasedBy(event('KeyQ', { getModifierState: name => name === 'AltGraph' })), []);
  assert.deepEqual(holding(altGr).releasedBy(event('KeyQ', { ctrlKey: true, altKey: true })), []);
  assert.deepEqual(holding(altGr).releasedBy(event('KeyQ')), [altGr]);
});

test('letters are no modifiers, and an event without modifiers tells nothing', () => {
  assert.deepEqual(holding([0x61, 'KeyA']).all(), []);
  assert.equal(reports({}, ...ctrl), undefined);
  assert.equal(reports(event('KeyA'), 0x61, 'KeyA'), undefined);
});

const every = {
  shiftKey: [[0xffe1, 'ShiftLeft'], [0xffe2, 'ShiftRight']],
  ctrlKey: [ctrl, [0xffe4, 'ControlRight']],
  altKey: [[0xffe9, 'AltLeft'], [0xffea, 'AltRight']],
  metaKey: [[0xffeb, 'MetaLeft'], [0xffec, 'MetaRight']],
};
for (const [flag, keys] of Object.entries(every)) {
  for (const key of keys) {
    test(`${key[1]} is let go of when it was lost, and only then`, () => {
      const held = holding(key);
      assert.deepEqual(held.releasedBy(event('KeyA', { [flag]: true })), []);
      assert.deepEqual(held.releasedBy(event('KeyA')), [key]);
      assert.deepEqual(holding(key).all(), [key]);
    });
  }
}

// What noVNC sends for a remapped key, and which modifiers the browser then reports.
for (const [key, flag] of [
  [[0xffe3, 'AltLeft'], 'ctrlKey'],
  [[0xffe9, 'ControlLeft'], 'altKey'],
  [[0xffe3, 'CapsLock'], 'ctrlKey'],
  [[0xffeb, 'AltLeft'], 'metaKey'],
  [[0xffe9, 'MetaLeft'], 'metaKey'],
]) {
  test(`${key[1]} that means ${flag} is judged by its meaning`, () => {
    const held = holding(key);
    assert.deepEqual(held.releasedBy(event('KeyC', { [flag]: true })), []);
    assert.deepEqual(held.releasedBy(event('KeyC')), [key]);
  });
}

test('a modifier place that types something else holds nothing', () => {
  assert.deepEqual(holding([0xff1b, 'ControlLeft']).all(), []);
});

test('Alt that Shift makes Meta stays while Alt is pressed', () => {
  assert.deepEqual(holding([0xffeb, 'AltLeft']).releasedBy(event('Tab', { altKey: true, shiftKey: true })), []);
});

test('a page that has the keyboard again lets go, and so does one that hears of a key', () => {
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const target = new EventTarget();
  const sent = [];
  const rfb = { sendKey: (...key) => sent.push(key) };
  const stop = releaseLostModifiers(rfb, target);

  for (const [where, kind] of [[window, 'focus'], [window, 'pageshow'], [document, 'visibilitychange'], [target, 'keydown'], [target, 'pointerdown']]) {
    rfb.sendKey(...ctrl, true);
    where.dispatchEvent(Object.assign(new Event(kind), event('KeyA')));
    assert.deepEqual(sent.splice(0), [[...ctrl, true], [...ctrl, false]], kind);
  }

  stop();
  rfb.sendKey(...ctrl, true);
  window.dispatchEvent(new Event('focus'));
  assert.deepEqual(sent, [[...ctrl, true]]);
});
