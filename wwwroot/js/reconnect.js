// Starts Blazor and keeps the page's circuit: tries for as long as the tab lives, at once when it comes back to
// the front, and loads the page again when it did not begin or the server has forgotten it (the address holds its state).
const notice = document.getElementById('components-reconnect-modal');

// 0, 0.2, 0.4 … 5 s: quick after a short cut, calm while a server is down.
const pause = attempt => Math.min(attempt * 200, 5000);

const reload = () => location.reload();

const retry = async () => {
  try {
    // false: the server answers, but the circuit is gone.
    if (await Blazor.reconnect() === false && await Blazor.resumeCircuit?.() !== true) reload();
  } catch {
    notice.classList.add('components-reconnect-failed');
  }
};

// The session ended: a reconnection is refused for good, and the page itself leads to sign-in.
const leaveIfSignedOut = async () => {
  try {
    if ((await fetch(location.href, { redirect: 'manual' })).type === 'opaqueredirect') reload();
  } catch { /* The server is away. */ }
};

notice.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'show' || event.detail.state === 'retrying') leaveIfSignedOut();
  if (event.detail.state === 'rejected') reload();
  if (event.detail.state === 'failed') document.addEventListener('visibilitychange', retryWhenVisible);
});

const retryWhenVisible = () => {
  if (document.visibilityState !== 'visible') return;
  document.removeEventListener('visibilitychange', retryWhenVisible);
  retry();
};

notice.querySelector('[data-reconnect]').addEventListener('click', retry);

// Blazor gives up where its first connection fails, and the page would say for good that it connects.
const beginning = setInterval(async () => {
  if (document.querySelector('.wc-frame, .wc-bare')) {
    clearInterval(beginning);
    return;
  }
  try {
    await fetch(location.href, { method: 'HEAD', redirect: 'manual' });
    reload();
  } catch { /* The server is away. */ }
}, 12000);

// A WebSocket at once: asking first which transport to take costs a round trip, and there is only one here.
const webSockets = 1;

Blazor.start({
  circuit: {
    configureSignalR: builder => builder.withUrl('_blazor', { skipNegotiation: true, transport: webSockets }),
    reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: pause },
  },
});
