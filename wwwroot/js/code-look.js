// How CodeMirror looks here: colours and type are the page's own tokens, so a change of the theme needs nothing.
import { EditorState, EditorView, HighlightStyle, syntaxHighlighting, tags, xmlLanguage, yamlLanguage } from '/lib/codemirror/codemirror.mjs';

const token = name => `var(--wc-${name})`;
const panelControl = {
  minHeight: '28px', padding: '0 8px', border: `1px solid ${token('control-border')}`, borderRadius: token('radius-small'),
  background: token('surface'), color: token('text'), font: 'inherit', fontSize: '12px',
};

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: token('surface'), color: token('text'), fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: token('mono'), lineHeight: '20px', overflow: 'auto' },
  '.cm-content': { caretColor: token('text'), padding: '8px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: token('text') },
  '.cm-gutters': { backgroundColor: token('surface'), color: token('text-muted'), borderRight: `1px solid ${token('border')}` },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: `color-mix(in srgb, ${token('hover')} 60%, transparent)` },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection':
    { backgroundColor: `color-mix(in srgb, ${token('accent')} 32%, transparent)`, color: 'inherit' },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: token('amber-soft'), outline: `1px solid ${token('amber-fill')}` },
  '.cm-searchMatch.cm-searchMatch-selected': { backgroundColor: token('selected'), outline: `1px solid ${token('accent')}` },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: token('selected') },
  '.cm-foldPlaceholder': { padding: '0 6px', border: `1px solid ${token('control-border')}`, backgroundColor: token('hover'), color: token('text-muted') },
  '.cm-panels': { backgroundColor: token('raised'), color: token('text'), fontFamily: token('font') },
  '.cm-panels.cm-panels-top': { borderBottom: `1px solid ${token('border')}` },
  '.cm-panels.cm-panels-bottom': { borderTop: `1px solid ${token('border')}` },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 8px', fontSize: '12px' },
  '.cm-panel.cm-search label': { fontSize: '12px', color: token('text-muted') },
  '.cm-textfield': { ...panelControl, margin: '2px 4px 2px 0' },
  '.cm-button': { ...panelControl, backgroundImage: 'none', margin: '2px 4px 2px 0', cursor: 'pointer' },
  '.cm-button:active': { backgroundImage: 'none', backgroundColor: token('hover') },
  '.cm-panel button[name=close]': { color: token('text-muted'), width: '24px', height: '24px', fontSize: '16px' },
  '.cm-tooltip': { backgroundColor: token('raised'), color: token('text'), border: `1px solid ${token('border')}`, borderRadius: token('radius-small'), overflow: 'hidden' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: token('mono'), fontSize: '12px', maxHeight: '14em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px', lineHeight: '20px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: token('accent-fill'), color: token('on-fill') },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { fontStyle: 'normal', color: token('text-muted') },
  'li[aria-selected] .cm-completionDetail': { color: token('on-fill') },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: token('font'), fontSize: '12px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '480px' },
  '.cm-diagnostic-error': { borderLeftColor: token('red-fill') },
  '.cm-diagnostic-warning': { borderLeftColor: token('amber-fill') },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: `underline wavy ${token('red-fill')}`, textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: `underline wavy ${token('amber-fill')}`, textUnderlineOffset: '3px' },
  '.cm-lintPoint-error::after': { borderBottomColor: token('red-fill') },
  '.cm-lintPoint-warning::after': { borderBottomColor: token('amber-fill') },
  '.cm-changedLine, &.cm-merge-b .cm-changedLine, .cm-insertedLine': { backgroundColor: token('diff-add') },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: token('diff-remove') },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': { background: `color-mix(in srgb, ${token('red-fill')} 32%, transparent)` },
  '&.cm-merge-b .cm-changedText, .cm-insertedLine .cm-changedText, .cm-changedText': { background: `color-mix(in srgb, ${token('green-fill')} 32%, transparent)` },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: token('red-fill') },
  '&.cm-merge-b .cm-changedLineGutter, .cm-changedLineGutter': { background: token('green-fill') },
  // The colours of the language are made for the surface, and not for these.
  '.cm-changedLine span, .cm-insertedLine span, .cm-deletedChunk span, .cm-deletedLine span': { color: token('text') },
  '.cm-collapsedLines': { background: token('bg'), color: token('text-muted'), padding: '4px 12px', borderBlock: `1px solid ${token('border')}` },
  // Neither font has CodeMirror's sign.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-deletedChunk': { paddingLeft: '6px' },
  '.cm-deletedText, .cm-deletedLine del, del': { textDecoration: 'none' },
});

const colours = HighlightStyle.define([
  { tag: [tags.tagName, tags.angleBracket, tags.definition(tags.propertyName)], color: token('code-tag') },
  { tag: [tags.attributeName, tags.labelName, tags.typeName], color: token('code-name') },
  { tag: [tags.attributeValue, tags.string, tags.content, tags.character], color: token('code-value') },
  { tag: tags.comment, color: token('text-muted'), fontStyle: 'italic' },
  { tag: tags.invalid, color: token('red') },
]);

const languages = { xml: xmlLanguage, yaml: yamlLanguage };

/** The extensions of every text: its colours, and the words of its own controls. */
export const look = language => [theme, syntaxHighlighting(colours), languages[language] ?? [], EditorState.tabSize.of(2)];
