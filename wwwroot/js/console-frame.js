// What graphical and text consoles share: full screen, leaving by keyboard, menus.
import { reports } from './console-modifiers.js';

const modifiers = ['Control', 'Alt', 'Shift'];

// Use the key's code: with Shift held, Linux reports Alt as Meta.
const keyOf = ({ code, key }) => modifiers.find(name => code === `${name}Left` || code === `${name}Right`) ?? key;

/**
 * Ctrl+Alt+Shift pressed and released alone leaves a console that keeps every other key, Tab included, for the guest.
 * It acts on release, after the guest has received the release of all keys.
 */
const leaveByKeyboard = (inside, leave) => {
  const held = new Set();
  let leaving = false;
  const onKey = event => {
    const down = event.type === 'keydown';
    const key = keyOf(event);
    // A modifier whose release the page did not receive.
    if (!modifiers.includes(key)) for (const name of held) if (reports(event, `${name}Left`) === false) held.delete(name);
    if (down) held.add(key); else held.delete(key);
    if (down && !modifiers.includes(key)) leaving = false;
    if (modifiers.every(key => held.has(key)) && held.size === modifiers.length) leaving = true;
    if (leaving && held.size === 0) {
      leaving = false;
      leave();
    }
  };
  const forget = () => { held.clear(); leaving = false; };
  for (const kind of ['keydown', 'keyup']) inside.addEventListener(kind, onKey, true);
  inside.addEventListener('focusout', forget);
};

// In full screen, some browsers pass keys such as Escape and Alt-Tab to the page.
const toggleFullScreen = async (root, inside) => {
  if (document.fullscreenElement) return document.exitFullscreen();
  await root.requestFullscreen();
  if (!root.isConnected) return;
  // The bar, which held the focus, now hides.
  inside.querySelector('canvas[tabindex], textarea')?.focus();
  await navigator.keyboard?.lock?.().catch(() => {});
};

/**
 * Wires a console's bar.
 * @param actions by the value of data-console-action; each is called with the clicked element
 */
export const frame = (root, inside, actions) => {
  const onClick = event => {
    const button = event.target.closest('[data-console-action]');
    if (!button) return;
    const action = button.dataset.consoleAction;
    button.closest('details')?.removeAttribute('open');
    if (action === 'full-screen') toggleFullScreen(root, inside).catch(() => {});
    else actions[action]?.(button);
  };
  const closeMenus = event => {
    for (const menu of root.querySelectorAll('details[open]'))
      if (event.key === 'Escape' || (event.type === 'pointerdown' && !menu.contains(event.target))) menu.removeAttribute('open');
  };
  const onFullScreen = () => {
    if (!document.fullscreenElement) navigator.keyboard?.unlock?.();
    root.querySelector('[data-console-action="full-screen"]')?.setAttribute('aria-pressed', document.fullscreenElement === root);
  };
  root.addEventListener('click', onClick);
  root.querySelector('[data-console-bar]')?.addEventListener('keydown', closeMenus);
  document.addEventListener('pointerdown', closeMenus);
  document.addEventListener('fullscreenchange', onFullScreen);
  leaveByKeyboard(inside, () => root.querySelector('[data-console-bar] :is(button, summary, a):not([disabled])')?.focus());
  return () => {
    root.removeEventListener('click', onClick);
    document.removeEventListener('pointerdown', closeMenus);
    document.removeEventListener('fullscreenchange', onFullScreen);
    // The button may be gone when full screen ends with the page.
    navigator.keyboard?.unlock?.();
  };
};

/** Enables or disables the elements that control the guest (data-needs-control), and closes their open menu. */
export const allowControl = (root, allowed) => {
  for (const control of root.querySelectorAll('[data-needs-control]')) {
    control.inert = !allowed;
    if (!allowed) control.removeAttribute('open');
  }
};

/** Whether no input or menu has the focus; after a navigation a heading has it. */
export const nobodyIsBusy = () => !document.activeElement?.matches('input, textarea, select, button, a, summary, [contenteditable]');

/** The clipboard's text, or nothing if the browser or the user refuses. */
export const clipboardText = async () => {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return '';
  }
};
