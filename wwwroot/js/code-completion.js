// What may stand where one types in XML: the server knows libvirt's schema, the browser knows where the caret is.
import { syntaxTree } from '/lib/codemirror/codemirror.mjs';

const tagOf = element => element.getChild('OpenTag') ?? element.getChild('SelfClosingTag') ?? element.getChild('MissingCloseTag');

const textOf = (state, node) => node ? state.sliceDoc(node.from, node.to) : '';

const unquoted = text => text.replace(/^["']|["']$/g, '');

const attributesOf = (state, tag) => Object.fromEntries((tag?.getChildren('Attribute') ?? []).map(attribute =>
  [textOf(state, attribute.getChild('AttributeName')), unquoted(textOf(state, attribute.getChild('AttributeValue')))]));

const stepOf = (state, tag) => ({ name: textOf(state, tag?.getChild('TagName')), attributes: attributesOf(state, tag) });

/** The elements around a node, from the outermost. */
const pathOf = (state, node) => {
  const path = [];
  for (; node; node = node.parent)
    if (node.name === 'Element') path.unshift(stepOf(state, tagOf(node)));
  return path;
};

/** What is asked for at a place: an element's name, an attribute's name, an attribute's value, or text. */
const wantedAt = (state, pos) => {
  const before = syntaxTree(state).resolveInner(pos, -1);
  const tag = ['OpenTag', 'SelfClosingTag'].reduce((found, name) => found ?? enclosing(before, name), undefined);
  if (before.name === 'StartTag' || before.name === 'TagName') {
    const element = enclosing(before, 'Element');
    return { kind: 'element', from: before.name === 'TagName' ? before.from : pos, path: pathOf(state, element?.parent) };
  }
  if (before.name === 'AttributeValue') {
    const attribute = before.parent;
    return { kind: 'value', from: before.from + 1, path: pathOf(state, attribute), attribute: textOf(state, attribute.getChild('AttributeName')) };
  }
  if (tag) return { kind: 'attribute', from: before.name === 'AttributeName' ? before.from : pos, path: pathOf(state, tag) };
  const word = /[^\s<>]*$/.exec(state.sliceDoc(Math.max(0, pos - 200), pos))[0];
  return { kind: 'text', from: pos - word.length, path: pathOf(state, before) };
};

const enclosing = (node, name) => {
  for (; node; node = node.parent) {
    if (node.name === name) return node;
    if (node.name === 'Element' && name !== 'Element') return undefined;
  }
  return undefined;
};

const applied = { element: name => name, attribute: name => `${name}=""`, value: text => text, text: text => text };

// After a name of an attribute the caret stands between its quotes.
const insert = kind => (view, { label }, from, to) => {
  const text = applied[kind](label);
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length - (kind === 'attribute' ? 1 : 0) }, userEvent: 'input.complete' });
};

/** A source of completions that asks the server. */
export const completions = server => async context => {
  const { kind, from, path, attribute } = wantedAt(context.state, context.pos);
  if (!context.explicit && kind === 'attribute' && from === context.pos && !/\s$/.test(context.state.sliceDoc(from - 1, from))) return null;
  if (!context.explicit && kind === 'text') return null;
  const words = await server.invokeMethodAsync('CompleteAsync', { kind, path, attribute: attribute ?? null });
  if (context.aborted || words.length === 0) return null;
  return { from, validFor: /^[\w.:+\-/]*$/, options: words.map(label => ({ label, type: kind === 'element' ? 'type' : kind === 'attribute' ? 'property' : 'enum', apply: insert(kind) })) };
};
