// The dialog and keys of the command palette. It opens in the browser, without waiting for the server. The same click
// informs the server, and text typed meanwhile is sent afterwards.
const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
document.documentElement.toggleAttribute('data-mac', mac);

const heard = ['ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter', 'Tab', 'Escape'];
// A console receives all keys; an open dialog must be answered first.
const ofConsole = '.console';
const modal = '.mud-dialog, dialog[open]';

const palette = () => document.querySelector('dialog.wc-palette');

// On keyboards without Latin letters, the key at the position of K.
const isK = event => event.key.toLowerCase() === 'k' || (event.code === 'KeyK' && !/^[a-z]$/i.test(event.key));
const isShortcut = event => isK(event) && !event.altKey && !event.shiftKey && (mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey);

const show = dialog => {
  if (!dialog || dialog.open) return;
  const input = dialog.querySelector('input');
  input.value = '';
  dialog.showModal();
  input.focus();
};

export const close = dialog => dialog?.open && dialog.close();
export const press = selector => document.querySelector(selector)?.click();
export const reveal = id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' });

document.addEventListener('keydown', event => {
  const dialog = palette();
  if (!dialog) return;
  if (isShortcut(event) && (dialog.open || !(event.target.closest?.(ofConsole) || document.querySelector(modal)))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (dialog.open) dialog.close();
    else if (!event.repeat) document.querySelector('[data-palette-open]')?.click();
  } else if (dialog.contains(event.target) && !heard.includes(event.key)) {
    // Letters reach the server by the input event; their keydown events are not sent.
    event.stopPropagation();
  }
}, true);

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-palette-open]')) show(palette());
  // A click outside the box hits the dialog element itself.
  if (event.target.matches?.('dialog.wc-palette') || event.target.closest?.('[data-palette-close]')) palette()?.close();
}, true);

// The input keeps the focus; a line is chosen without getting the focus.
document.addEventListener('pointerdown', event => {
  if (event.target.closest?.('.wc-palette-box') && !event.target.closest('input')) event.preventDefault();
}, true);
