// Starts Blazor and keeps the page's circuit: tries for as long as the tab lives, at once when it comes back to the
// front, and loads the page again when it did not begin, has died, or the server has forgotten it (the address holds
// its state).
import { Answers, says } from './page-answers.js';
import { Beginning, Loads, Loss } from './page-life.js';
import { leaveIfSignedOut, reload, reloadOnceServed } from './page-load.js';
import { watchForStops } from './page-stop.js';

const notice = document.getElementById('components-reconnect-modal');

// 0, 0.2, 0.4 … 5 s: fast after a short interruption, slow while a server is down.
const pause = attempt => Math.min(attempt * 200, 5000);

const retry = async () => {
  try {
    // false: the server answers, but the circuit is gone.
    if (await Blazor.reconnect() === false && await Blazor.resumeCircuit?.() !== true) reloadOnceServed();
  } catch {
    notice.classList.add('components-reconnect-failed');
  }
};

notice.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'show') delete notice.dataset.answer;
  if (event.detail.state === 'show' || event.detail.state === 'retrying') leaveIfSignedOut();
  if (event.detail.state === 'hide') {
    document.removeEventListener('visibilitychange', retryWhenVisible);
    tellOfLoss();
  }
  if (event.detail.state === 'rejected') reloadOnceServed();
  if (event.detail.state === 'failed') document.addEventListener('visibilitychange', retryWhenVisible);
});

const retryWhenVisible = () => {
  if (document.visibilityState !== 'visible') return;
  document.removeEventListener('visibilitychange', retryWhenVisible);
  retry();
};

notice.querySelector('[data-reconnect]').addEventListener('click', retry);

const loadsOf = key => new Loads(() => sessionStorage, key, location.pathname);

// Watches a page that has not started. Blazor gives up if its first connection fails, and the page would show
// "connecting" forever. If the server is only slow, a reload would make it start again.
const begun = loadsOf('wc-begun');
const beginning = new Beginning(begun.count);
let opened = false;

const beginningTimer = setInterval(() => {
  if (document.querySelector('.wc-frame, .wc-bare')) {
    clearInterval(beginningTimer);
    begun.forget();
    tellOfLoss();
    setTimeout(() => stops.forget(), longEnough);
  } else if (beginning.tick()) {
    clearInterval(beginningTimer);
    begun.add();
    reloadOnceServed();
  }
}, 1000);

const stops = loadsOf('wc-stopped');
const longEnough = 60000;
watchForStops(stops, () => spokenTo, () => clearInterval(beginningTimer));

document.querySelector('[data-sign-in-again]').addEventListener('click', reload);

// What was asked of a connection that has died since is lost: the page says so once it is connected again.
const answers = new Answers(waiting => {
  if (waiting) notice.dataset.answer = 'late';
  else delete notice.dataset.answer;
});
const longEnoughToRead = 8000;
const loss = new Loss(() => sessionStorage);
addEventListener('pagehide', () => loss.keep());

const tellOfLoss = () => {
  if (!loss.take()) return;
  notice.dataset.answer = 'lost';
  setTimeout(() => { if (notice.dataset.answer === 'lost') delete notice.dataset.answer; }, longEnoughToRead);
};

// What the server has said on the latest connection: not that it lives, but that the page comes.
let spokenTo = false;

class CircuitSocket extends WebSocket {
  constructor(...address) {
    super(...address);
    spokenTo = false;
    this.addEventListener('open', () => beginning.progress());
    this.addEventListener('close', () => {
      if (!opened) beginning.fail();
      if (answers.pending) loss.note();
      answers.forget();
    });
    this.addEventListener('message', ({ data }) => {
      if (!says(data)) return;
      spokenTo = true;
      beginning.progress();
      answers.received(data);
    });
  }

  send(data) {
    answers.sent(data);
    super.send(data);
  }
}

// Use a WebSocket without negotiation: there is only one transport, and negotiation costs a round trip.
const webSockets = 1;

// The server pings each 3 s (Hosting/PageServices): three in a row that do not come are a connection that has died. A page
// that has not begun waits longer: a busy server is slow.
const deadAfter = 10000;
let connection;

const configure = builder => {
  builder.withUrl('_blazor', { skipNegotiation: true, transport: webSockets, WebSocket: CircuitSocket }).withKeepAliveInterval(5000);
  if (opened) builder.withServerTimeout(deadAfter);
  const build = builder.build.bind(builder);
  builder.build = () => connection = build();
};

const begin = () => {
  opened = true;
  connection.serverTimeoutInMilliseconds = deadAfter;
};

Blazor.start({
  circuit: {
    configureSignalR: configure,
    reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: pause },
    // From here on a lost connection is Blazor's own to mend.
    circuitHandlers: [{ onCircuitOpened: begin }],
  },
});
