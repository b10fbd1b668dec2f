// The command palette's frame and keys. It opens here, whatever the way to the server takes; the server hears of it by the
// same click, and what is typed meanwhile reaches it after.
const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
document.documentElement.toggleAttribute('data-mac', mac);

const heard = ['ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter', 'Tab', 'Escape'];
// A console has every key for itself; a dialog wants its answer first.
const ofConsole = '.console';
const modal = '.mud-dialog, dialog[open]';

const palette = () => document.querySelector('dialog.wc-palette');

// Where letters are not Latin, the key in K's place.
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
    // Letters go to the server as what they make of the text; that they went down is no news to it.
    event.stopPropagation();
  }
}, true);

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-palette-open]')) show(palette());
  // Beside the box one hits the dialog itself.
  if (event.target.matches?.('dialog.wc-palette') || event.target.closest?.('[data-palette-close]')) palette()?.close();
}, true);

// The field keeps the focus: a line is chosen, never entered.
document.addEventListener('pointerdown', event => {
  if (event.target.closest?.('.wc-palette-box') && !event.target.closest('input')) event.preventDefault();
}, true);
