// Two texts compared: side by side where there is room for it, else one below the other.
import { EditorState, EditorView, getChunks, goToNextChunk, goToPreviousChunk, keymap, lineNumbers, MergeView, search, searchKeymap, unifiedMergeView } from '/lib/codemirror/codemirror.mjs';
import { look } from './code-look.js';

// As Diff has it in forms.css.
const roomForTwo = 1000;
const collapseUnchanged = { margin: 3, minSize: 5 };
// A comparison may be less exact, and never slow.
const diffConfig = { scanLimit: 1000, timeout: 200 };

class Difference {
  #host; #options; #view; #isWide; #observer;

  constructor(host, options) {
    [this.#host, this.#options] = [host, options];
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(host);
    this.#fit();
    host.dataset.ready = '';
    if (options.focused) this.#shown.focus();
  }

  set(before, after) {
    Object.assign(this.#options, { before, after });
    this.#build();
  }

  next() { this.#go(goToNextChunk); }

  previous() { this.#go(goToPreviousChunk); }

  dispose() {
    this.#observer.disconnect();
    this.#view?.destroy();
  }

  get #shown() { return this.#isWide ? this.#view.b : this.#view; }

  #go(to) {
    this.#shown.focus();
    to(this.#shown);
  }

  #fit() {
    const isWide = this.#host.clientWidth >= roomForTwo;
    if (isWide === this.#isWide) return;
    this.#isWide = isWide;
    this.#build();
  }

  #build() {
    this.#view?.destroy();
    const { before, after, labels } = this.#options;
    this.#view = this.#isWide
      ? new MergeView({ parent: this.#host, a: { doc: before, extensions: this.#extensions(labels.before) }, b: { doc: after, extensions: this.#extensions(labels.after) }, collapseUnchanged, diffConfig })
      : new EditorView({ parent: this.#host, doc: after, extensions: [...this.#extensions(labels.both), unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged, diffConfig })] });
    this.#host.dataset.layout = this.#isWide ? 'two' : 'one';
    this.#host.dataset.places = getChunks(this.#shown.state)?.chunks.length ?? 0;
  }

  #extensions(label) {
    return [
      look(this.#options.language), lineNumbers(), search({ top: true }), keymap.of(searchKeymap), EditorState.readOnly.of(true), EditorView.lineWrapping,
      EditorView.editable.of(false), EditorView.contentAttributes.of({ 'aria-label': label, dir: 'ltr', tabindex: '0', role: 'textbox', 'aria-multiline': 'true', 'aria-readonly': 'true' }),
    ];
  }
}

export const open = (host, options) => new Difference(host, options);
