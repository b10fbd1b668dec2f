// The page's one connection to the metrics hub, shared by all that shows numbers. It is there only while something is
// shown and the tab is seen; after an interruption it asks for what was missed.
import { hubConnection, signedOut } from './hub-connection.js';
import { Line } from './metrics-line.js';

const hub = '/hubs/metrics';
// Rows come and go by the dozen while one scrolls; the server hears of it once.
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
 * Returns the `line` that grows, and `close()`.
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

// The page's own connection may outlive the cookie that each new one needs: numbers would stop without a word.
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

// A stream's request never changes: another one begins where each line ends, and takes its place.
const watch = () => {
  const asked = [...subscriptions];
  const before = stream;
  const mine = generation;
  const request = asked.map(({ host, machine, line }) => [host, machine, line.words, line.since]);
  stream = connection.stream('Watch', request).subscribe({
    next: frame => receive(asked, frame),
    complete: () => {},
    // The connection's own end is told elsewhere; this is a request that was refused.
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
