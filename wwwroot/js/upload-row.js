// The row of one upload: a copy of the one that the server has drawn, hidden, for all.
import { rate, share } from './metrics-format.js';
import { span } from './upload-file.js';

const buttons = { asks: ['answer', 'remove'], name: ['remove'], waiting: ['pause', 'remove'], sending: ['pause', 'remove'], retrying: ['pause', 'remove'], checking: ['remove'], paused: ['resume', 'remove'], unfinished: ['choose', 'remove'], failed: ['retry', 'remove'], done: ['clear'] };

export class UploadRow {
  constructor(frame, name, act) {
    this.element = frame.row.cloneNode(true);
    Object.assign(this, { frame, act });
    this.element.hidden = false;
    this.part = role => this.element.querySelector(`[data-part=${role}]`);
    this.name(name);
    this.element.addEventListener('click', event => {
      const button = event.target.closest('[data-act]');
      if (button) act[button.dataset.act]();
    });
    this.part('new-name').addEventListener('keydown', event => {
      if (event.key === 'Enter') act.rename();
    });
  }

  say(text, ...values) {
    return values.reduce((said, value, at) => said.replaceAll(`{${at}}`, value), this.frame.texts[text]);
  }

  get state() {
    return this.element.dataset.state;
  }

  name(name) {
    const shown = this.part('name');
    shown.textContent = shown.title = name;
    this.part('bar').setAttribute('aria-label', name);
    for (const button of this.element.querySelectorAll('button[data-label]')) button.setAttribute('aria-label', button.dataset.label.replace('{0}', name));
  }

  format(format) {
    const tag = this.part('format');
    [tag.textContent, tag.hidden] = [format, false];
  }

  /** How it stands, in words. What ends or waits for someone is told to screen readers, too. */
  show(state, words) {
    const changed = this.state !== state;
    const focused = this.element.contains(document.activeElement) && document.activeElement.matches('button');
    this.element.dataset.state = state;
    this.part('standing').textContent = words;
    this.part('rename').hidden = state !== 'name';
    for (const button of this.element.querySelectorAll('[data-act]')) {
      if (button.closest('[data-part=buttons]')) button.hidden = !buttons[state].includes(button.dataset.act);
    }
    // Nobody who works by keyboard loses the place when the pressed button goes.
    if (focused && !document.activeElement.offsetParent) [...this.element.querySelectorAll('button')].find(button => button.offsetParent)?.focus();
    if (changed && !['waiting', 'sending', 'checking'].includes(state)) this.frame.tell(`${this.part('name').textContent}: ${words}`);
  }

  /** The server could not go on with what had arrived. */
  anew() {
    this.note = this.say('anew');
  }

  progress(sent, total, { speed, left }) {
    const percent = Math.floor(sent * 100 / total);
    const bar = this.part('bar');
    bar.firstElementChild.style.width = `${percent}%`;
    bar.setAttribute('aria-valuenow', percent);
    this.arrived = `${percent} % · ${share(sent, total)}`;
    const parts = [this.arrived, speed > 0 && rate(speed), left > 0 && this.say('left', span(left)), this.note].filter(Boolean);
    // A line breaks between the parts.
    if (sent < total) this.show('sending', parts.map(part => part.replaceAll(' ', '\u00a0').replaceAll('\u00a0·\u00a0', ' · ')).join(' · '));
    else this.show('checking', this.say('checking'));
  }

  leave(arrived, total) {
    this.progress(arrived, total, {});
    this.show('unfinished', `${this.arrived} · ${this.say('unfinished')}`);
  }

  pause() {
    this.show('paused', [this.say('paused'), this.arrived].filter(Boolean).join(' · '));
  }

  /** A question whose one answer goes on. */
  ask(words, answer) {
    this.part('answer').textContent = answer;
    this.show('asks', words);
  }

  /** Another name is asked for. */
  askName(words, proposal) {
    this.part('new-name').value = proposal;
    this.show('name', words);
  }

  get newName() {
    return this.part('new-name').value.trim();
  }
}
