// The page's single connection to the metrics hub, shared by all cells and charts. It is open only while there are some
// and the tab is visible; after an interruption it requests the missed values.
import { hubConnection, signedOut } from './hub-connection.js';
import { Line } from './metrics-line.js';

const hub = '/hubs/metrics';
// Scrolling adds and removes many rows, so requests are batched.
const settle = 120;
const pause = attempt => Math.min(500 * 2 ** attempt, 15000);

const subscriptions = new Set();
let connection;
let stream;
let changing;
let retrying;
let attempt = 0;
let generation = 0;

/**
 * Asks for series of a machine, or with `machine` null of the host itself, and calls `changed()` after each tick.
 * Returns the growing `line`, and `close()`.
 */
export const subscribe = ({ host, machine, words, seconds }, changed) => {
  const subscription = { host, machine, changed, line: new Line(words, seconds) };
  subscriptions.add(subscription);
  change();
  return {
    line: subscription.line,
    close: () => {
      if (subscriptions.delete(subscription)) change();
    },
  };
};

const change = () => changing ??= setTimeout(() => {
  changing = undefined;
  if (subscriptions.size === 0 || document.hidden) close();
  else if (connection?.state === 'Connected') watch();
  else if (!connection && !retrying) open();
}, settle);

const open = async () => {
  const mine = ++generation;
  try {
    const opening = connection = await hubConnection(hub);
    if (mine !== generation) return;
    opening.onclose(() => lost(mine));
    await opening.start();
    if (mine !== generation) {
      opening.stop();
      return;
    }
    attempt = 0;
    watch();
  } catch {
    lost(mine);
  }
};

const lost = mine => {
  if (mine !== generation) return;
  close();
  document.documentElement.dataset.metricsStale = '';
  signedOut().then(tell);
  retrying = setTimeout(() => {
    retrying = undefined;
    change();
  }, pause(attempt++));
};

// The page's circuit may outlive the cookie that a new connection needs; metrics would stop silently.
const tell = isSignedOut => {
  const { dataset } = document.getElementById('wc-signed-out');
  if (isSignedOut) dataset.state = 'signed-out';
  else delete dataset.state;
};

const close = () => {
  generation++;
  clearTimeout(retrying);
  const closing = connection;
  connection = stream = retrying = undefined;
  closing?.stop();
};

// A stream's request never changes: a new stream begins at the end of each line and replaces the old one.
const watch = () => {
  const asked = [...subscriptions];
  const before = stream;
  const mine = generation;
  const request = asked.map(({ host, machine, line }) => [host, machine, line.words, line.since]);
  stream = connection.stream('Watch', request).subscribe({
    next: frame => receive(asked, frame),
    complete: () => {},
    // The end of the connection is handled elsewhere; this is a refused request.
    error: () => setTimeout(() => {
      if (mine === generation) change();
    }, pause(3)),
  });
  before?.dispose();
};

const receive = (asked, [host, items, times, values]) => {
  delete document.documentElement.dataset.metricsStale;
  tell(false);
  const about = items ? items.map(index => asked[index]) : asked.filter(subscription => subscription.host === host);
  let offset = 0;
  for (const { line } of about) {
    line.append(times, values, offset);
    offset += line.words.length * times.length;
  }
  for (const subscription of about) {
    if (subscriptions.has(subscription)) subscription.changed();
  }
};

document.addEventListener('visibilitychange', change);
addEventListener('online', () => {
  clearTimeout(retrying);
  retrying = undefined;
  change();
});
