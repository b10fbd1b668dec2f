// A row of tabs may be wider than a phone, so the current tab is scrolled into view. css/buttons.css starts an
// invisible animation on each tab that becomes current, whose event is used here.
document.addEventListener('animationstart', event => {
  if (event.animationName === 'wc-tab-current') event.target.scrollIntoView({ block: 'nearest', inline: 'center' });
});
