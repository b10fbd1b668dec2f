// Uploads files to a pool by the tus protocol. The list of uploads is this module's own: the server draws only its frame.
// Uploads go on while the user looks at other pages; after a reload, the same file goes on where it was.
import { bytes, rate } from './metrics-format.js';

// libvirt reads the pool again after each request, and a restart of the server loses the request that runs.
const chunk = 96 * 1024 * 1024;
const lists = new Map();
let client;

const tus = () => client ??= new Promise((done, failed) => {
  const script = document.createElement('script');
  Object.assign(script, { src: '/lib/tus/tus.min.js', onload: () => done(window.tus), onerror: () => failed(new Error('script')) });
  document.head.append(script);
}).catch(error => {
  client = undefined;
  throw error;
});

/** What a file of that name holds; the server looks whether it does. */
export const formatOf = name => /\.iso$/i.test(name) ? 'iso' : /\.(qcow2|qcow)$/i.test(name) ? 'qcow2' : 'raw';

/** Whether another attempt may help: the connection broke, the server restarts, or an earlier request still ends. */
export const mayRetry = (status, method) => status === 0 || status === 423 || status >= 500 || (status === 409 && method === 'PATCH');

/** A rate in bytes a second over the last seconds, and the seconds that are left. */
export const meter = (now = () => performance.now()) => {
  const seen = [];
  return (sent, total) => {
    seen.push([now(), sent]);
    while (seen.length > 2 && seen.at(-1)[0] - seen[0][0] > 5000) seen.shift();
    const [[from, first], [to, last]] = [seen[0], seen.at(-1)];
    const speed = to > from ? (last - first) * 1000 / (to - from) : null;
    return { speed, left: speed > 0 ? Math.ceil((total - sent) / speed) : null };
  };
};

/** Seconds as people read them. */
export const span = seconds => seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h ${Math.ceil(seconds % 3600 / 60)} min`;

const reason = error => {
  try {
    return JSON.parse(error.originalResponse.getBody()).detail;
  } catch {
    return error.originalResponse ? `${error.originalResponse.getStatus()}` : null;
  }
};

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const button = (text, label, id, act) => {
  const made = element('button', { type: 'button', className: 'wc-button', textContent: text, onclick: act });
  made.setAttribute('aria-label', label);
  made.dataset.testid = id;
  return made;
};

const antiforgery = async () => {
  const { header, token } = await (await fetch('/api/v1/antiforgery')).json();
  return { [header]: token };
};

const add = async (list, file, endpoint, texts) => {
  const say = (text, ...values) => values.reduce((said, value, at) => said.replace(`{${at}}`, value), texts[text]);
  const standing = element('span', { className: 'wc-muted wc-number' });
  const fill = element('span');
  const bar = element('span', { className: 'wc-task-bar' }, fill);
  bar.setAttribute('role', 'progressbar');
  bar.setAttribute('aria-label', file.name);
  const row = element('li', { className: 'wc-upload' }, element('bdi', { className: 'wc-ellipsis', title: file.name, textContent: file.name }), standing, bar);
  row.dataset.testid = 'upload';
  list.append(row);

  let upload;
  const measure = meter();
  const show = (state, text) => {
    row.dataset.state = state;
    standing.textContent = text;
    pause.hidden = state !== 'sending';
    resume.hidden = state !== 'paused' && state !== 'failed';
    remove.hidden = state === 'done';
  };
  const progress = (sent, total) => {
    const percent = Math.floor(sent * 100 / total);
    fill.style.width = `${percent}%`;
    bar.setAttribute('aria-valuenow', percent);
    const { speed, left } = measure(sent, total);
    show('sending', [`${percent} %`, `${bytes(sent)} / ${bytes(total)}`, speed === null ? null : `${rate(speed)}/s`, left === null ? null : span(left)].filter(Boolean).join(' · '));
  };
  const pause = button(texts.pause, say('pauseOf', file.name), 'upload-pause', async () => {
    await upload?.abort();
    show('paused', texts.paused);
  });
  const resume = button(texts.resume, say('resumeOf', file.name), 'upload-resume', () => start());
  const remove = button(texts.cancel, say('cancelOf', file.name), 'upload-remove', async () => {
    const failed = row.dataset.state === 'failed';
    try {
      await upload?.abort(!failed);
    } catch {
      // The task shows what became of it.
    }
    row.remove();
  });
  row.append(pause, resume, remove);

  const start = async () => {
    show('sending', texts.starts);
    try {
      const { Upload } = await tus();
      const headers = await antiforgery();
      upload ??= new Upload(file, {
        endpoint, headers, chunkSize: chunk, removeFingerprintOnSuccess: true, retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000],
        metadata: { filename: file.name, format: formatOf(file.name) },
        onProgress: progress,
        onSuccess: () => show('done', texts.done),
        onError: error => show('failed', say('failed', reason(error) ?? texts.broken)),
        onShouldRetry: error => mayRetry(error.originalResponse?.getStatus() ?? 0, error.originalRequest?.getMethod()),
      });
      upload.options.headers = headers;
      const [previous] = upload.url ? [] : await upload.findPreviousUploads();
      if (previous) upload.resumeFromPreviousUpload(previous);
      upload.start();
    } catch {
      show('failed', say('failed', texts.broken));
    }
  };
  await start();
};

/** Takes files that are dropped on, or chosen in, the zone of a pool. */
export const init = (root, endpoint, texts) => {
  const list = lists.get(endpoint) ?? element('ul', { className: 'wc-uploads' });
  lists.set(endpoint, list);
  root.append(list);
  const zone = root.querySelector('.wc-upload-zone');
  const input = root.querySelector('input');
  input.addEventListener('change', () => {
    for (const file of input.files) add(list, file, endpoint, texts);
    input.value = '';
  });
  zone.addEventListener('dragenter', () => zone.dataset.over = '');
  for (const end of ['dragleave', 'drop']) zone.addEventListener(end, () => delete zone.dataset.over);
};

globalThis.addEventListener?.('beforeunload', event => {
  if ([...lists.values()].some(list => list.querySelector('[data-state=sending]'))) event.preventDefault();
});
