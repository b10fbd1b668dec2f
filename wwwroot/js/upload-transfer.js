// One file on its way into a pool.
import { checked, forget, hold, uploadOf } from './upload-client.js';
import { formatOf, headLength, mayRetry, meter, otherName, places, reasonOf, statusOf } from './upload-file.js';
import { UploadRow } from './upload-row.js';

// A browser has six connections for a server; the page needs some of them.
const lanes = places(3);
// A screen shows no more.
const period = 250;

let running = 0;
const count = change => document.documentElement.toggleAttribute('data-uploading', (running += change) > 0);

export class Transfer {
  /** @param left An upload of the file that was begun in another browser. */
  constructor(frame, file, { sha256, unpacks, left = null }) {
    Object.assign(this, { frame, file, sha256, unpacks, left, filename: left?.filename ?? file.name });
    const start = () => this.start();
    this.row = new UploadRow(frame, file.name, {
      answer: start, resume: start, retry: start, rename: () => this.rename(), pause: () => this.pause(), remove: () => this.remove(), clear: () => this.row.element.remove(),
    });
  }

  /** Looks into the file, and starts unless something is to be asked. */
  async begin() {
    if (this.file.size === 0) return this.fail(this.row.say('empty'));
    let head;
    try {
      head = new Uint8Array(await this.file.slice(0, headLength).arrayBuffer());
    } catch {
      return this.fail(this.row.say('unreadable'));
    }
    const { format, unpack, name = this.file.name, question, values = [] } = formatOf(this.file.name, head, this.unpacks);
    Object.assign(this, { format, unpack, filename: this.left?.filename ?? name });
    this.row.name(this.filename);
    this.row.format(unpack ? this.row.say('unpacks', unpack) : format);
    if (question && !this.left) this.row.ask(this.row.say(question, ...values), this.row.say('uploadAs', format));
    else await this.start();
  }

  /** Whether it is of the same file, and has not ended. */
  isOf({ name, size, lastModified }) {
    return this.row.element.isConnected && this.row.state !== 'done' && this.file.name === name && this.file.size === size && this.file.lastModified === lastModified;
  }

  /** Its file was chosen again. */
  again() {
    if (['paused', 'failed'].includes(this.row.state)) this.start();
  }

  async start() {
    const run = this.run = {};
    this.row.show('waiting', this.row.say('waits'));
    count(1);
    await lanes.take();
    try {
      if (this.run === run) await this.send(run);
    } catch (error) {
      if (this.run === run) await this.lose(error);
    } finally {
      lanes.give();
      count(-1);
    }
  }

  /** Ends when all has arrived, or when it is stopped. */
  async send(run) {
    this.row.show('sending', this.row.say('begins'));
    const { upload, earlier } = await uploadOf(this.file, this.frame.endpoint, this.metadata(), this.upload?.url ?? this.left?.address, () => this.row.anew());
    if (this.run !== run) return;
    this.upload = upload;
    if (earlier) this.take(earlier);
    const { lastResponse } = await new Promise((done, failed) => {
      run.stop = () => done({});
      const onUploadUrlAvailable = () => {
        this.free?.();
        this.free = hold(upload.url);
      };
      Object.assign(upload.options, { onUploadUrlAvailable, onProgress: this.progress(run), onSuccess: done, onError: failed, onShouldRetry: error => this.retries(run, error) });
      upload.start();
    });
    if (this.run !== run) return;
    this.row.show('checking', this.row.say('checking'));
    const mistake = await checked(lastResponse.getHeader('Location'));
    if (mistake) {
      this.upload = this.left = null;
      this.fail(mistake);
    } else this.row.show('done', this.row.say(this.sha256 ? 'right' : 'done'));
    this.free?.();
  }

  progress(run) {
    const measure = meter();
    let shown = -period;
    return (sent, total) => {
      const counted = measure(sent, total);
      if (this.run !== run || (performance.now() - shown < period && sent < total)) return;
      shown = performance.now();
      this.row.progress(sent, total, counted);
    };
  }

  retries(run, error) {
    const again = mayRetry(statusOf(error), error.originalRequest?.getMethod());
    if (again && this.run === run) this.row.show('retrying', this.row.say('retrying', reasonOf(error).words ?? this.row.say('broken')));
    return again;
  }

  metadata() {
    return { filename: this.filename, ...this.format && { format: this.format }, ...this.unpack && { unpack: this.unpack }, ...this.sha256 && { sha256: this.sha256 } };
  }

  /** It goes on where an earlier upload of the file was, which a reload of the page has left. */
  take({ urlStorageKey, metadata }) {
    this.filename = metadata.filename;
    this.row.name(this.filename);
    this.frame.taken(urlStorageKey);
  }

  async lose(error) {
    const { field, words } = reasonOf(error);
    if (statusOf(error) === 422 && this.upload) {
      await forget(this.upload);
      this.upload = this.left = null;
    }
    if (field === 'filename') this.row.askName(words, otherName(this.filename));
    else this.fail(words ?? this.row.say(statusOf(error) === 401 ? 'signedOut' : 'broken'));
  }

  fail(words) {
    this.row.show('failed', words);
  }

  rename() {
    this.filename = this.row.newName;
    this.row.name(this.filename);
    this.start();
  }

  async pause() {
    this.stop();
    this.row.pause();
    await this.upload?.abort();
  }

  stop() {
    const { run } = this;
    this.run = null;
    run?.stop?.();
  }

  /** Gives it up: the server removes what it has of it. */
  async remove() {
    this.stop();
    this.row.element.remove();
    try {
      await this.upload?.abort(true);
    } catch {
      // It has ended, or the server can't be reached and gives it up by itself, later.
    }
    this.free?.();
  }
}
