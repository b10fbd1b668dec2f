// Sends a one-time link's token by POST and removes it from the URL. Without scripts, the button does it.
history.replaceState(null, '', location.pathname);
document.querySelector('form[data-submit-itself]')?.requestSubmit();
