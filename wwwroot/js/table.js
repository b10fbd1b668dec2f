// Tables and lists with data-rows: a click anywhere in a row follows its link or presses its button, arrow keys move from one to the next.
const rowSelector = 'table[data-rows] > tbody > tr, [data-rows] li[data-row]';
const rowOf = target => target.closest?.(rowSelector);
const linkOf = row => row?.querySelector('[data-row-link]');
const ownAction = 'a, button, input, label, summary, [data-own-click]';

const neighbour = (row, step) => {
  const rows = [...row.closest('[data-rows]').querySelectorAll(rowSelector)];
  let at = rows.indexOf(row);
  do at += step;
  while (rows[at] && !linkOf(rows[at]));
  return linkOf(rows[at]);
};

const moves = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

document.addEventListener('click', event => {
  const row = rowOf(event.target);
  if (!row || event.target.closest(ownAction) || String(getSelection())) return;
  linkOf(row)?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey }));
});

document.addEventListener('keydown', event => {
  const row = rowOf(event.target);
  if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('select, textarea')) return;
  if (moves[event.key]) {
    const link = neighbour(row, moves[event.key]);
    if (link) {
      event.preventDefault();
      link.focus();
      rowOf(link).scrollIntoView({ block: 'nearest' });
    }
  } else if (event.key === ' ' && event.target.matches('a')) {
    const box = row.querySelector('input[type=checkbox]');
    if (box) {
      event.preventDefault();
      box.click();
    }
  } else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
    const menu = row.querySelector('[data-row-menu]');
    if (menu) {
      event.preventDefault();
      menu.click();
    }
  }
});
