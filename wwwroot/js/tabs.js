// A row of tabs may be wider than a phone: whichever link led to a tab, it comes into view. css/buttons.css has each tab that
// becomes the current one tell so by an animation that shows nothing.
document.addEventListener('animationstart', event => {
  if (event.animationName === 'wc-tab-current') event.target.scrollIntoView({ block: 'nearest', inline: 'center' });
});
