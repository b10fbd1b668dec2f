// Menus are native popovers: in the top layer, closed by Escape or a click outside. This script places an opened menu
// next to its button, handles arrow keys, and closes the menu after a choice.
let lastButton;

const buttonOf = menu => document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`) ?? lastButton;
const itemsOf = menu => [...menu.querySelectorAll('[role^="menuitem"]:not(:disabled)')];
const menuOf = target => target.closest?.('[popover][role="menu"]');

const place = menu => {
  const button = buttonOf(menu)?.getBoundingClientRect();
  if (!button) return;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = button.bottom + 4;
  menu.style.left = `${Math.max(8, Math.min(button.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${below + height > innerHeight - 8 ? Math.max(8, button.top - height - 4) : below}px`;
};

// Called by components whose menu is filled for one row before it opens.
export const open = menu => menu.isConnected && menu.showPopover();

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-row-menu]');
  if (button) lastButton = button;
  const item = event.target.closest?.('[role^="menuitem"]');
  if (item && item.ariaDisabled !== 'true') menuOf(event.target)?.hidePopover();
}, true);

document.addEventListener('toggle', event => {
  const menu = menuOf(event.target);
  if (!menu) return;
  buttonOf(menu)?.setAttribute('aria-expanded', String(event.newState === 'open'));
  if (event.newState !== 'open') return;
  place(menu);
  itemsOf(menu)[0]?.focus();
}, true);

document.addEventListener('keydown', event => {
  const menu = menuOf(event.target);
  if (!menu) return;
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  } else if (event.key === 'Tab') {
    menu.hidePopover();
  }
});
