// Drawings of boxes and lines: arrow keys follow the lines, + - 0 change the size, and what is not connected with the box
// that has the focus, or is pointed at, is dimmed.
const sizes = [0.5, 0.65, 0.8, 1, 1.25, 1.5];

const viewOf = element => element instanceof Element ? element.closest('.wc-drawing') : null;
const boxOf = element => element instanceof Element ? element.closest('.wc-drawing [data-node]') : null;
const linesOf = view => [...view.querySelectorAll('path[data-from]')].map(path => ({ path, from: path.dataset.from, to: path.dataset.to }));
const boxesOf = view => [...view.querySelectorAll('[data-node]')];

// All that is before or after a box along the lines.
function reach(lines, key, from, to) {
  const found = new Set([key]);
  const open = [key];
  while (open.length > 0) {
    const at = open.pop();
    for (const line of lines) {
      if (line[from] === at && !found.has(line[to])) {
        found.add(line[to]);
        open.push(line[to]);
      }
    }
  }
  return found;
}

function dim(view, key) {
  const lines = linesOf(view);
  const after = reach(lines, key, 'from', 'to');
  const before = reach(lines, key, 'to', 'from');
  for (const box of boxesOf(view)) box.toggleAttribute('data-dim', !after.has(box.dataset.node) && !before.has(box.dataset.node));
  for (const { path, from, to } of lines) {
    path.toggleAttribute('data-dim', !(after.has(from) && after.has(to)) && !(before.has(from) && before.has(to)));
  }
}

function brighten(view) {
  for (const dimmed of view.querySelectorAll('[data-dim]')) dimmed.removeAttribute('data-dim');
}

function nearest(boxes, of) {
  const y = box => box.offsetTop;
  return boxes.sort((a, b) => Math.abs(y(a) - y(of)) - Math.abs(y(b) - y(of)))[0];
}

function next(view, box, key) {
  const lines = linesOf(view);
  const boxes = boxesOf(view);
  const named = keys => boxes.filter(other => keys.includes(other.dataset.node));
  const column = boxes.filter(other => other.offsetLeft === box.offsetLeft).sort((a, b) => a.offsetTop - b.offsetTop);
  switch (key) {
    case 'ArrowRight': return nearest(named(lines.filter(line => line.from === box.dataset.node).map(line => line.to)), box);
    case 'ArrowLeft': return nearest(named(lines.filter(line => line.to === box.dataset.node).map(line => line.from)), box);
    case 'ArrowDown': return column[column.indexOf(box) + 1];
    case 'ArrowUp': return column[column.indexOf(box) - 1];
    default: return undefined;
  }
}

// The heads of the columns, where it has any, go with the sheet.
const show = (view, size) => { for (const part of view.children) part.style.zoom = size; };
const sizeOf = view => Number(view.dataset.size ?? view.dataset.fit ?? 1);

function resize(view, key) {
  const now = sizeOf(view);
  const size = key === '0' ? 1 : key === '-' ? sizes.findLast(other => other < now) ?? sizes[0] : sizes.find(other => other > now) ?? sizes.at(-1);
  view.dataset.size = size;
  show(view, size);
}

// As small as it has to be for the page's width, until somebody chooses a size. On a phone it is a list.
export const fit = view => {
  if (!view || view.dataset.size !== undefined || matchMedia('(max-width: 640px)').matches) return;
  show(view, 1);
  const size = Math.max(sizes[1], Math.min(1, view.clientWidth / view.querySelector('.wc-drawing-sheet').offsetWidth));
  view.dataset.fit = size;
  show(view, size);
};

document.addEventListener('click', event => {
  const button = event.target instanceof Element ? event.target.closest('[data-zoom]') : null;
  const view = button?.closest('section')?.querySelector('.wc-drawing');
  if (view) resize(view, button.dataset.zoom);
});

document.addEventListener('keydown', event => {
  const view = viewOf(event.target);
  if (!view || event.ctrlKey || event.altKey || event.metaKey) return;
  if (['+', '=', '-', '0'].includes(event.key)) {
    resize(view, event.key);
    event.preventDefault();
    return;
  }
  const box = boxOf(event.target);
  const to = box && event.key.startsWith('Arrow') ? next(view, box, event.key) : undefined;
  if (!to) return;
  to.firstElementChild.focus();
  event.preventDefault();
});

for (const [begins, ends] of [['focusin', 'focusout'], ['mouseover', 'mouseout']]) {
  document.addEventListener(begins, event => {
    const box = boxOf(event.target);
    if (box) dim(viewOf(box), box.dataset.node);
  });
  document.addEventListener(ends, event => {
    const view = viewOf(event.target);
    if (view) brighten(view);
  });
}

// Dragging beside the boxes moves the drawing; a finger scrolls it anyway.
document.addEventListener('pointerdown', event => {
  const view = viewOf(event.target);
  const onScrollbar = event.target === view && (event.offsetX > view.clientWidth || event.offsetY > view.clientHeight);
  if (!view || event.button !== 0 || event.pointerType === 'touch' || boxOf(event.target) || onScrollbar) return;
  const from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
  const move = moved => view.scrollTo(from.x - moved.clientX, from.y - moved.clientY);
  view.setPointerCapture(event.pointerId);
  view.addEventListener('pointermove', move);
  view.addEventListener('lostpointercapture', () => view.removeEventListener('pointermove', move), { once: true });
});
