// An editor of XML or YAML. What is typed goes to the server as changes, never the whole text at each key.
import {
  autocompletion, autoCloseTags, bracketMatching, closeBrackets, closeBracketsKeymap, codeFolding, completionKeymap, defaultKeymap, drawSelection, EditorState, EditorView, foldGutter, foldKeymap,
  highlightActiveLine, highlightActiveLineGutter, highlightSelectionMatches, highlightSpecialChars, history, historyKeymap, indentOnInput, indentUnit, indentWithTab, keymap, lineNumbers, lintGutter,
  lintKeymap, search, searchKeymap, setDiagnostics,
} from '/lib/codemirror/codemirror.mjs';
import { completions } from './code-completion.js';
import { look } from './code-look.js';

const sendAfter = 250;
// The server takes messages of 32 kB; a character takes up to six bytes of one.
const longestPiece = 4000;

class Editor {
  #host; #server; #view; #epoch; #pending; #timer; #touched = false; #unlisten;
  // Where end tags stand that were put in by themselves.
  #ends = [];

  constructor(host, server, options) {
    [this.#host, this.#server, this.#epoch] = [host, server, options.epoch];
    this.#view = new EditorView({ parent: host, state: this.#stateOf(options) });
    host.dataset.ready = '';
    if (options.focused) {
      this.#view.focus();
      host.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }
    host.addEventListener('focusout', () => this.flush());
    const notice = document.getElementById('components-reconnect-modal');
    const resend = event => { if (event.detail.state === 'hide' && this.#touched) this.#sendWhole(); };
    notice?.addEventListener('components-reconnect-state-changed', resend);
    this.#unlisten = () => notice?.removeEventListener('components-reconnect-state-changed', resend);
  }

  /** Another text, which the server has put in place of what stood here. */
  set(text, epoch) {
    clearTimeout(this.#timer);
    [this.#pending, this.#epoch, this.#touched] = [undefined, undefined, false];
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    this.#epoch = epoch;
  }

  mark(marks) {
    const { doc } = this.#view.state;
    this.#view.dispatch(setDiagnostics(this.#view.state, marks.map(({ line, column, message, severity }) => {
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const indent = at.text.length - at.text.trimStart().length;
      return { from: Math.min(at.from + Math.max(column > 0 ? column - 1 : 0, indent), at.to), to: at.to, severity, message };
    })));
  }

  goTo(line, column) {
    const at = this.#view.state.doc.line(Math.min(Math.max(line, 1), this.#view.state.doc.lines));
    const anchor = Math.min(at.from + Math.max(column - 1, 0), at.to);
    this.#view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    this.#view.focus();
  }

  /** Sends what has not been sent. */
  flush() {
    clearTimeout(this.#timer);
    const changes = this.#pending;
    this.#pending = undefined;
    changes?.iterChanges((fromA, toA, fromB, _, inserted) => this.#send(fromB, toA - fromA, inserted.toString()));
    if (changes) this.#server.invokeMethodAsync('ReportAsync');
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#unlisten();
    this.#view.destroy();
  }

  #stateOf({ text, language, label, note, readOnly, most, completes }) {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), foldGutter(), lintGutter(), codeFolding(), highlightSpecialChars(), drawSelection(), highlightSelectionMatches(), bracketMatching(), search({ top: true }),
        look(language), indentUnit.of('  '), EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, ...(note && { 'aria-describedby': note }), 'aria-readonly': String(readOnly), dir: 'ltr', tabindex: '0', spellcheck: 'false' }),
        readOnly ? [] : [
          history(), indentOnInput(), closeBrackets(), highlightActiveLine(), highlightActiveLineGutter(), language === 'xml' ? [EditorView.inputHandler.of(this.#typeOver), autoCloseTags] : [],
          autocompletion(completes ? { override: [completions(this.#server)] } : { override: [] }),
          EditorState.changeFilter.of(({ newDoc, startState }) => newDoc.length <= most || newDoc.length < startState.doc.length),
          EditorView.updateListener.of(update => this.#note(update)),
        ],
        keymap.of([
          ...readOnly ? [] : [...completionKeymap, ...closeBracketsKeymap, indentWithTab], ...searchKeymap, ...foldKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
      ],
    });
  }

  /** An end tag that somebody types in full takes the place of the one that was put in behind it. */
  #typeOver = (view, from, to, text) => {
    const { doc } = view.state;
    if (text !== '>' || from !== to || !this.#ends.includes(from)) return false;
    const line = doc.lineAt(from);
    const tag = /<\/[^\s<>/]+$/.exec(line.text.slice(0, from - line.from))?.[0];
    if (!tag || doc.sliceString(from, from + tag.length + 1) !== `${tag}>`) return false;
    view.dispatch({ changes: { from, to: from + tag.length + 1, insert: '>' }, selection: { anchor: from + 1 }, userEvent: 'input.type', scrollIntoView: true });
    return true;
  };

  #noteEnds({ changes, transactions }) {
    this.#ends = this.#ends.map(at => changes.mapPos(at, 1));
    if (transactions.some(transaction => transaction.isUserEvent('input.complete')))
      changes.iterChanges((fromA, toA, fromB, toB, inserted) => {
        const tag = /<\/[^<>]+>$/.exec(inserted.toString())?.[0];
        if (tag) this.#ends.push(toB - tag.length);
      });
  }

  #note(update) {
    const { docChanged, changes } = update;
    if (docChanged) this.#noteEnds(update);
    if (!docChanged || this.#epoch === undefined) return;
    this.#touched = true;
    this.#pending = this.#pending?.compose(changes) ?? changes;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), sendAfter);
  }

  #sendWhole() {
    this.#pending = undefined;
    this.#send(0, -1, this.#view.state.doc.toString());
    this.#server.invokeMethodAsync('ReportAsync');
  }

  // In order, since a circuit takes one message after another.
  #send(from, deleted, text) {
    for (let at = 0; at === 0 || at < text.length; at += longestPiece)
      this.#server.invokeMethodAsync('TypeAsync', this.#epoch, from + at, at === 0 ? deleted : 0, text.slice(at, at + longestPiece));
  }
}

export const open = (host, server, options) => new Editor(host, server, options);
