// Sends a one-time link's token by POST and takes it out of the address. Without script, the button does it.
history.replaceState(null, '', location.pathname);
document.querySelector('form[data-submit-itself]')?.requestSubmit();
