// Browser code of forms: keys, focus, positions of pickers, and input typed while the server was disconnected.

const visible = element => element.offsetParent !== null || element.getClientRects().length > 0;
const focusable = 'input:not([type=hidden]), select, textarea, button, a[href], summary, [tabindex="0"]';
const canFocus = element => !element.disabled && element.tabIndex >= 0 && visible(element);
const first = (root, selector) => [...root.querySelectorAll(selector)].find(canFocus);

// What is asked first, and not the buttons of when it applies, which stand before it.
const firstField = form => {
  const body = form.querySelector('.wc-form-body');
  const field = [...body.querySelectorAll(focusable)].find(element => canFocus(element) && !element.closest('.wc-field-head')) ?? first(body, focusable);
  return field?.type === 'radio' ? field.closest('.wc-field').querySelector(':checked') ?? field : field;
};

let lastControl, lastField;

// On a phone, focusing the first field would open the keyboard over the text.
export const enter = form => {
  const frame = form?.closest('[data-drawer], .wc-dialog, .wc-page-form');
  // On a page, somebody may have begun before the server answered.
  if (!frame || (frame.matches('.wc-page-form') && !document.activeElement?.matches('body, h1'))) return;
  const target = !matchMedia('(max-width: 640px), (pointer: coarse)').matches && firstField(form);
  (target || frame.querySelector('[data-drawer-close]'))?.focus({ preventScroll: true });
};

const control = ':is([aria-invalid=true], input:checked, input:not([type=radio]), select, textarea, .cm-content, button:not(.wc-revert))';

// A click, since the server may remember which groups are unfolded.
const unfold = element => {
  for (let group = element?.closest('details'); group; group = group.parentElement.closest('details')) {
    if (!group.open) group.querySelector('summary').click();
    group.open = true;
  }
};

export const focusError = form => {
  const wrong = form?.querySelector(`.wc-field[data-error] ${control}`);
  unfold(wrong);
  uncover(form);
  wrong?.focus();
  wrong?.closest('.wc-field')?.scrollIntoView({ block: 'nearest' });
};

// On a phone the summary covers the fields while it is open.
const uncover = form => {
  if (matchMedia('(max-width: 900px)').matches) form?.querySelector('.wc-preview-fold[aria-expanded=true]')?.click();
};

// From a line of the summary to its field.
const toField = (form, name) => {
  uncover(form);
  const field = form?.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (!field) return;
  unfold(field);
  field.querySelector(control)?.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
};

// The names of the fields from top to bottom, for the list of mistakes.
export const fieldsOf = card => [...card?.closest('[data-form]')?.querySelectorAll('[data-field]') ?? []].map(field => field.dataset.field);

export const back = drawer => (lastControl?.isConnected && drawer?.contains(lastControl) ? lastControl : drawer && first(drawer, focusable))?.focus();

export const toLastField = form => (lastField?.isConnected && form?.contains(lastField) ? lastField : form && firstField(form))?.focus();

export const leave = async drawer => {
  const panel = drawer?.closest('.wc-drawer');
  if (!panel || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  await panel.animate([{ transform: 'none' }, { transform: 'translateX(24px)', opacity: 0 }], { duration: 100, easing: 'ease-in', fill: 'forwards' }).finished.catch(() => { });
};

// After moving a row, focus the control that moved it.
export const refocus = () => {
  if (!lastControl?.isConnected) return;
  // The button is disabled at the end of the list, and the one beside it is not.
  const row = lastControl.closest('[data-form-row]') ?? document;
  (lastControl.disabled ? row.querySelector(':is([data-testid=row-up], [data-testid=row-down]):enabled') ?? first(row, focusable) : lastControl)?.focus();
};

export const reveal = id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' });

export const closePicker = id => {
  const list = document.getElementById(id);
  if (list?.matches(':popover-open')) list.hidePopover();
};

const keyOf = event => (event.altKey ? 'Alt+' : '') + event.key;

document.addEventListener('keydown', event => {
  const keys = event.target.closest?.('[data-keys]');
  if (keys?.dataset.keys.split(' ').includes(keyOf(event)) && !event.target.matches('button')) event.preventDefault();
  if (event.target.closest?.('[data-form-row]')) lastControl = event.target;

  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event, event.target.closest?.('[data-form]'));
  if (event.key === 's' && (event.ctrlKey || event.metaKey) && !event.altKey) submit(event, formOfCode(event.target));
  // In an editor of code Esc ends what is open in it, and lets Tab leave it.
  if (event.key === 'Escape' && !event.defaultPrevented && !event.target.closest?.('.cm-editor')) escape(event);
  if (event.target.matches?.('[role=spinbutton]')) step(event);
}, true);

// Firefox drags nothing that carries nothing.
document.addEventListener('dragstart', event => {
  if (event.target.matches?.('[data-drag]')) event.dataTransfer.setData('text/plain', '');
}, true);

document.addEventListener('click', event => {
  const control = event.target.closest?.(focusable);
  if (control?.closest('[data-form-row], [data-picker-list]')) lastControl = control.closest('[data-picker-list]') ? document.querySelector(`[popovertarget="${CSS.escape(control.closest('[data-picker-list]').id)}"]`) : control;
  if (event.target.closest?.('[data-picker-close]')) event.target.closest('[popover]')?.hidePopover();
  const line = event.target.closest?.('[data-to-field]');
  if (line) toField(line.closest('[data-form]'), line.dataset.toField);
  const box = event.target.closest?.('[data-focus]');
  if (box && event.target === box) document.getElementById(box.dataset.focus)?.focus();
}, true);

document.addEventListener('focusin', event => {
  if (event.target.closest?.('.wc-form-body')) lastField = event.target;
});

// In a form with code Ctrl+S submits, also where nothing has the focus: the browser would save the page.
const formOfCode = target => {
  const form = target.closest?.('[data-form]') ?? (target.matches?.('body, h1') ? document.querySelector('[data-form]:has(.wc-code)') : null);
  return form?.querySelector('.wc-code') ? form : null;
};

// Blur and focus the field, so that values that are only committed on blur (the last tag) are sent too.
const submit = (event, form) => {
  if (!form || document.querySelector(':popover-open')) return;
  event.preventDefault();
  const control = document.activeElement;
  control?.blur();
  form.requestSubmit();
  control?.focus({ preventScroll: true });
};

// Esc closes the topmost element: a menu or list closes by itself, otherwise the form of the drawer or dialog, which
// may ask first. A click on a dialog's title or padding gives the focus to the dialog itself, or to nothing.
const escape = event => {
  if (document.querySelector(':popover-open')) return;
  const dialog = event.target === document.body ? [...document.querySelectorAll('.mud-dialog')].at(-1) : event.target.closest?.('.mud-dialog');
  const frame = event.target.closest?.('[data-drawer], [data-form]') ?? dialog?.querySelector('[data-drawer]');
  const cancel = frame && [...frame.querySelectorAll('[data-testid=keep], [data-form-cancel]')].filter(visible).at(-1);
  const close = cancel ?? frame?.closest('[data-drawer]')?.querySelector('[data-drawer-close]');
  if (!close) return;
  event.preventDefault();
  event.stopPropagation();
  close.click();
};

// Number fields: arrow keys step within the bounds.
const step = event => {
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  const input = event.target;
  if (!by || input.disabled || input.readOnly) return;
  event.preventDefault();
  const bound = (name, otherwise) => input.getAttribute(name) === null ? otherwise : Number(input.getAttribute(name));
  const [least, most] = [bound('aria-valuemin', -Infinity), bound('aria-valuemax', Infinity)];
  const from = input.value.trim() === '' ? (Number.isFinite(least) ? least - by : 0) : Number(input.value);
  if (!Number.isFinite(from)) return;
  const to = Math.min(most, Math.max(least, from + by * Number(input.dataset.step ?? 1)));
  if (String(to) === input.value) return;
  input.value = String(to);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};

// Places a picker's list next to its button, on the side with more space, at least as wide as the button.
document.addEventListener('toggle', event => {
  const list = event.target;
  if (!list.matches?.('[data-picker-list]')) return;
  const button = document.querySelector(`[popovertarget="${CSS.escape(list.id)}"]`);
  button?.setAttribute('aria-expanded', String(event.newState === 'open'));
  if (event.newState !== 'open' || !button) return;
  const at = button.getBoundingClientRect();
  const below = innerHeight - at.bottom - 12, above = at.top - 12;
  const up = below < 280 && above > below;
  Object.assign(list.style, {
    left: `${Math.max(8, Math.min(at.left, innerWidth - Math.max(at.width, 280) - 8))}px`,
    width: `${Math.min(Math.max(at.width, 280), innerWidth - 16)}px`,
    maxHeight: `${Math.min(380, up ? above : below)}px`,
    top: up ? 'auto' : `${at.bottom + 4}px`,
    bottom: up ? `${innerHeight - at.top + 4}px` : 'auto',
  });
  // The server sends its content after it is opened.
  const focus = () => list.querySelector('[data-picker-focus]')?.focus();
  if (list.childElementCount) focus();
  const seen = new MutationObserver(() => { seen.disconnect(); focus(); });
  if (!list.childElementCount) seen.observe(list, { childList: true });
}, true);

// Input typed while disconnected did not reach the server, and the exact time of the disconnection is unknown. So all
// input is sent again, which does not change values that had arrived.
const notice = document.getElementById('components-reconnect-modal');

notice?.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state !== 'hide') return;
  for (const input of document.querySelectorAll('[data-form] [data-touched]')) {
    delete input.dataset.touched;
    input.dispatchEvent(new Event(input.matches('select, [type=checkbox]') ? 'change' : 'input', { bubbles: true }));
  }
});

document.addEventListener('input', event => {
  if (event.target.closest?.('[data-form]')) event.target.dataset.touched = '';
}, true);
