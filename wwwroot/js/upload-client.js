// The tus client, and the requests around it.

// libvirt reads the pool again after each request, and a restart of the server loses the request that runs.
const chunk = 96 * 1024 * 1024;
let script;

/** tus-js-client, loaded when it is first needed. */
export const tus = () => script ??= new Promise((done, failed) => {
  const tag = document.createElement('script');
  Object.assign(tag, { src: '/lib/tus/tus.min.js', onload: () => done(window.tus), onerror: () => failed(new Error('script')) });
  document.head.append(tag);
}).catch(error => {
  script = undefined;
  throw error;
});

export const antiforgery = async () => {
  const answer = await fetch('/api/v1/antiforgery');
  if (!answer.ok) throw Object.assign(new Error('no session'), { status: answer.status });
  const { header, token } = await answer.json();
  return { [header]: token };
};

const ask = async (method, address) => {
  const answer = await fetch(address, { method, headers: { ...await antiforgery(), 'Tus-Resumable': '1.0.0' } });
  return { status: answer.status, offset: Number(answer.headers.get('Upload-Offset')), task: answer.headers.get('Location') };
};

/** How much of an upload has arrived; when all has, its task. */
export const standing = address => ask('HEAD', address);

/** Gives an upload up; false if the server did not. */
export const discard = async address => {
  const { status } = await ask('DELETE', address);
  return status === 404 || (status >= 200 && status < 300);
};

/**
 * Waits for the task that checks what has arrived, which an answer names when all has; says what was wrong. Whoever is
 * signed out, or may not see the task any more, does not learn it here.
 */
export const checked = async task => {
  while (task) {
    await new Promise(done => setTimeout(done, 1000));
    const answer = await fetch(task).catch(() => null);
    const { endedAt, state, error, advice } = answer?.ok ? await answer.json() : {};
    if (endedAt) return state === 'succeeded' ? null : [error ?? state, advice].filter(Boolean).join(' ');
    if (answer?.status === 404) return null;
    if (answer?.status === 401 || answer?.status === 403) throw Object.assign(new Error('not told'), { status: answer.status });
  }
  return null;
};

// While a tab has an upload, it holds a lock of its address, which ends with the tab. Browsers have locks on https and localhost.
const taken = async () => new Set((await globalThis.navigator?.locks?.query())?.held.map(({ name }) => name));

/** Marks an upload as this tab's, so that no other tab of the browser takes it; returns what gives it free. */
export const hold = address => {
  let free;
  const held = new Promise(done => { free = done; });
  globalThis.navigator?.locks?.request(address, () => held);
  return free;
};

const begunHere = async endpoint => {
  if (!Object.keys(localStorage).some(key => key.startsWith('tus::'))) return [];
  const storage = (await tus()).defaultOptions.urlStorage;
  return (await storage.findAllUploads()).filter(({ uploadUrl }) => uploadUrl.startsWith(`${endpoint}/`))
    .map(upload => ({ ...upload, forget: () => storage.removeUpload(upload.urlStorageKey) }));
};

/** What others have left, or the same person in another browser: only their address tells which they are, since no file is known here. */
const begunElsewhere = async (endpoint, here) => {
  const answer = await fetch(endpoint);
  const { items } = answer.ok ? await answer.json() : { items: [] };
  return items.map(({ id, volume, format, unpack, length }) => ({
    uploadUrl: `${endpoint}/${id}`, urlStorageKey: `${endpoint}/${id}`, isElsewhere: true, size: length, metadata: { filename: volume, format, unpack }, forget: async () => {},
  })).filter(({ uploadUrl }) => !here.some(upload => upload.uploadUrl === uploadUrl));
};

/** The uploads to a pool that this browser has begun and not seen the end of, and those that were left elsewhere; without those of its tabs. */
export const unfinished = async endpoint => {
  const here = await begunHere(endpoint);
  const left = [...here, ...await begunElsewhere(endpoint, here)];
  const others = await taken();
  return left.filter(({ uploadUrl }) => !others.has(uploadUrl));
};

// An answer that says nothing about the upload itself must not make the client begin another one. One that has failed says why by its task.
const keepUpload = anew => async (request, response) => {
  const status = response.getStatus();
  if (request.getMethod() !== 'HEAD' || (status >= 200 && status < 300)) return;
  if (status === 404) return anew();
  throw Object.assign(new Error('no offset'), { status, words: status === 422 ? await checked(response.getHeader('Location')) : null });
};

/** Forgets an upload that has failed: another attempt begins anew. */
export const forget = async upload => {
  const storage = (await tus()).defaultOptions.urlStorage;
  for (const { uploadUrl, urlStorageKey } of await upload.findPreviousUploads()) {
    if (uploadUrl === upload.url) await storage.removeUpload(urlStorageKey);
  }
};

/** An upload of a file, which goes on where an earlier one of the same file was; or anew, where the server has that no more. */
export const uploadOf = async (file, endpoint, metadata, uploadUrl = null, anew = () => {}) => {
  const { Upload } = await tus();
  const upload = new Upload(file, {
    endpoint, uploadUrl, metadata, headers: await antiforgery(), chunkSize: chunk, removeFingerprintOnSuccess: true,
    retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000, 30000], onAfterResponse: keepUpload(anew),
  });
  const others = await taken();
  const earlier = (await upload.findPreviousUploads()).find(({ metadata: had, uploadUrl: known }) =>
    (known === uploadUrl || !others.has(known)) && ['sha256', 'format', 'unpack'].every(part => had[part] === metadata[part]));
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  return { upload, earlier };
};
