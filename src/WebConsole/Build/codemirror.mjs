// What the pages use of CodeMirror, as one module: its own have bare imports, which a browser can't follow.
export { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, startCompletion } from '@codemirror/autocomplete';
export { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
export { autoCloseTags, xmlLanguage } from '@codemirror/lang-xml';
export { yamlLanguage } from '@codemirror/lang-yaml';
export { bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from '@codemirror/language';
export { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
export { getChunks, goToNextChunk, goToPreviousChunk, MergeView, unifiedMergeView } from '@codemirror/merge';
export { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
export { Annotation, Compartment, EditorState } from '@codemirror/state';
export { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
export { tags } from '@lezer/highlight';
