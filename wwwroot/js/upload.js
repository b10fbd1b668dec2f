// Uploads files to a pool by the tus protocol. The list of uploads is this script's own: the server draws only its frame.
// Uploads go on while the user looks at other pages; after a reload, the same file goes on where it was.
import { checked, discard, standing, unfinished } from './upload-client.js';
import { sha256In } from './upload-file.js';
import { UploadRow } from './upload-row.js';
import { Transfer } from './upload-transfer.js';

/** The uploads to each pool, by its address. */
const frames = new Map();

class Frame {
  list = document.createElement('ul');
  transfers = [];
  left = new Map();

  constructor(endpoint) {
    this.endpoint = endpoint;
  }

  /** Stands on a page, anew after another page was shown. */
  async stand(root, texts) {
    Object.assign(this, { root, texts, card: root.closest('.wc-card'), row: root.querySelector('[data-part=row]'), input: root.querySelector('[data-part=files]'), hash: root.querySelector('[data-part=hash]') });
    root.append(this.list);
    for (const row of this.list.querySelectorAll('[data-state=done]')) row.remove();
    this.input.addEventListener('change', () => {
      const files = [...this.input.files];
      this.input.value = '';
      const { wanted } = this;
      if (this.isWanted(files)) this.add(files, this.unpacks, wanted?.address && wanted);
    });
    this.leave?.abort();
    this.leave = new AbortController();
    this.card.addEventListener('click', event => this.click(event), { signal: this.leave.signal });
    this.hash.querySelector('input').addEventListener('input', () => this.hashMistake(''));
    root.dataset.ready = '';
    await this.showLeft();
  }

  tell(words) {
    this.root.querySelector('[role=status]').textContent = words;
  }

  click({ target }) {
    // The card now shows the uploads to another pool.
    if (!this.root.isConnected) return;
    const part = target.closest('[data-upload]')?.dataset.upload;
    if (part === 'files' || part === 'packed') this.choose(part === 'files');
    if (part === 'hash') this.showHash(true);
    if (part === 'no-hash') this.showHash(false);
  }

  /** Opens the browser's choice of files; for an upload that was left, of its file. */
  choose(unpacks, left = null) {
    Object.assign(this, { unpacks, wanted: left });
    this.input.click();
  }

  /** Another file would be another upload, though one has chosen to go on with this. */
  isWanted(files) {
    const { wanted } = this;
    this.wanted = null;
    if (!wanted || files.some(file => file.size === wanted.size)) return true;
    wanted.row.show('unfinished', wanted.row.say('otherFile', files[0].name));
    return false;
  }

  showHash(shown) {
    const field = this.hash.querySelector('input');
    this.hash.hidden = !shown;
    field.value = '';
    this.hashMistake('');
    if (shown) field.focus();
  }

  hashMistake(words) {
    this.hash.toggleAttribute('data-error', words !== '');
    this.hash.querySelector('[data-part=hash-mistake]').textContent = words;
  }

  add(files, unpacks = true, left = null) {
    const sha256 = this.hash.hidden ? null : this.readHash(files);
    if (sha256 === undefined) return;
    for (const file of files) {
      const same = this.transfers.find(other => other.isOf(file));
      if (same) {
        same.again();
        continue;
      }
      const transfer = new Transfer(this, file, { sha256, unpacks, left: file.size === left?.size ? left : null });
      if (transfer.left) {
        this.taken(left.address);
        left = null;
      }
      this.transfers.push(transfer);
      this.list.append(transfer.row.element);
      transfer.begin();
    }
    this.transfers = this.transfers.filter(({ row }) => row.element.isConnected);
  }

  /** The SHA-256 that is asked for; undefined if it is none, or of several files. */
  readHash(files) {
    const field = this.hash.querySelector('input');
    const found = sha256In(field.value);
    const mistake = !found ? this.texts.noHash : files.length > 1 ? this.texts.oneFile : '';
    if (!mistake) {
      this.showHash(false);
      return found;
    }
    this.hashMistake(mistake);
    field.focus();
    return undefined;
  }

  /** What a reload of the page has left, or another browser: it goes on when the same file is chosen again. */
  async showLeft() {
    for (const upload of await unfinished(this.endpoint).catch(() => [])) {
      if (this.left.has(upload.urlStorageKey) || this.transfers.some(transfer => transfer.upload?.url === upload.uploadUrl)) continue;
      const { status, offset, task } = await standing(upload.uploadUrl).catch(() => ({}));
      if (status === 404) await upload.forget();
      if (![200, 422].includes(status) || this.left.has(upload.urlStorageKey)) continue;
      const row = new UploadRow(this, upload.metadata.filename, {
        choose: () => this.choose(true, { row, size: upload.size, ...upload.isElsewhere && { address: upload.uploadUrl, filename: upload.metadata.filename } }),
        retry: () => {
          row.element.remove();
          this.choose(true);
        },
        clear: () => row.element.remove(),
        remove: async () => {
          row.element.remove();
          // What the server did not give up stands here again when the page is opened again.
          if (await discard(upload.uploadUrl).catch(() => false)) await upload.forget();
          else this.left.delete(upload.urlStorageKey);
        },
      });
      this.left.set(upload.urlStorageKey, row);
      this.list.append(row.element);
      row.format(upload.metadata.unpack ? row.say('unpacks', upload.metadata.unpack) : upload.metadata.format);
      if (offset === upload.size) this.showEnd(row, upload, task);
      else row.leave(offset, upload.size);
    }
  }

  /** Of one whose last answer the page did not get. */
  async showEnd(row, upload, task) {
    row.progress(upload.size, upload.size, {});
    try {
      const mistake = await checked(task);
      await upload.forget();
      row.show(mistake ? 'failed' : 'done', mistake ?? row.say('done'));
    } catch {
      row.leave(upload.size, upload.size);
    }
  }

  /** A file has been chosen again. */
  taken(key) {
    this.left.get(key)?.element.remove();
    this.left.delete(key);
  }
}

/** Takes files that are dropped on the page of a pool, or chosen there. */
export const init = (root, endpoint, texts) => {
  if (root.dataset.ready !== undefined) return;
  if (!frames.has(endpoint)) frames.set(endpoint, new Frame(endpoint));
  return frames.get(endpoint).stand(root, texts);
};

// The whole page takes drops: a file that falls beside must not replace the page.
const shown = () => [...frames.values()].find(frame => frame.root.isConnected && !document.querySelector('.mud-dialog-container'));
const over = on => {
  const frame = shown();
  if (on && frame) frame.card.dataset.over = frame.texts.drop;
  else delete frame?.card.dataset.over;
};

globalThis.document?.addEventListener('dragover', event => {
  if (!event.dataTransfer.types.includes('Files') || !shown()) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  over(true);
});
globalThis.document?.addEventListener('dragleave', event => {
  if (!event.relatedTarget) over(false);
});
globalThis.document?.addEventListener('drop', event => {
  const frame = shown();
  if (!frame || !event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  over(false);
  frame.add([...event.dataTransfer.files]);
});

globalThis.addEventListener?.('beforeunload', event => {
  if ('uploading' in document.documentElement.dataset) event.preventDefault();
});
