// A field for SPARQL: CodeMirror in a shadow root, where it may hold its styles as a constructed style sheet;
// in the page itself it would need <style>, which the security policy bars.
import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection,
  EditorState, EditorView, highlightActiveLine, HighlightStyle, highlightSpecialChars, history, historyKeymap,
  indentOnInput, keymap, lineNumbers, Prec, setDiagnostics, sparql, syntaxHighlighting, tags,
} from "#codemirror";
import { html } from "./dom.js";

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--view-paper)", border: "1px solid var(--view-soft)", borderRadius: "6px", color: "var(--view-ink)", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "2px solid var(--view-focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono, ui-monospace, monospace)", lineHeight: "1.55", maxHeight: "60vh", minHeight: "14rem" },
  ".cm-content": { caretColor: "var(--view-ink)", padding: "0.6rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--view-ink)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--view-soft)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.4rem", padding: "0 0.6rem 0 0.4rem" },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--view-ink) 4%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in oklab, var(--view-accent) 24%, transparent) !important" },
  ".cm-matchingBracket": { backgroundColor: "color-mix(in oklab, var(--view-accent) 22%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--view-paper)", border: "1px solid var(--view-line)", borderRadius: "6px", boxShadow: "0 6px 24px rgb(0 0 0 / 0.16)", color: "var(--view-ink)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono, ui-monospace, monospace)", maxHeight: "18rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.7rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--view-accent)", color: "var(--accent-ink, var(--view-paper))" },
  ".cm-completionDetail": { fontFamily: "var(--font, system-ui)", fontStyle: "normal", marginLeft: "1rem", opacity: "0.75" },
  ".cm-completionInfo": { fontFamily: "var(--font, system-ui)", maxWidth: "22rem", padding: "0.5rem 0.7rem" },
  ".cm-diagnostic": { borderLeft: "3px solid var(--bad, var(--view-focus))", padding: "0.4rem 0.7rem" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad, var(--view-focus))", textUnderlineOffset: "4px" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--view-accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--code-variable)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.number, tags.bool], color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--view-soft)", fontStyle: "italic" },
  { tag: [tags.url, tags.namespace], color: "var(--code-name)" },
  { tag: [tags.annotation, tags.typeName], color: "var(--view-soft)" },
]);

function keys(run) {
  return [
    // Tab is bound nowhere: it moves the focus on, as everywhere in the page.
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
  ];
}

/** What is selected: as the browser has it, of which the editor may not have heard yet; else as the editor has it. */
function selected(view) {
  const [range] = document.getSelection().getComposedRanges?.({ shadowRoots: [view.root] }) ?? [];
  const within = range && [range.startContainer, range.endContainer].every((node) => view.contentDOM.contains(node));
  const { from, to } = view.state.selection.main;
  if (!within) return [from, to];
  return [view.posAtDOM(range.startContainer, range.startOffset), view.posAtDOM(range.endContainer, range.endOffset)];
}

/**
 * Typing over a selection, done here before the browser does it: it would write inline styles into what it joins,
 * which the security policy bars and the console reports.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    const [from, to] = selected(view);
    if (event.inputType !== "insertText" || !text || from === to || view.composing) return false;
    const insert = () =>
      view.state.update({
        changes: { from, to, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true, userEvent: "input.type",
      });
    const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!handled) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

function placeOf(document, { line, column, token }) {
  const at = document.line(Math.min(Math.max(line, 1), document.lines));
  const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
  return { from, to: Math.max(from, Math.min(from + (token?.length || 1), document.length)) };
}

/** {element, text(), write(text), point(problem)}: point marks {line, column, token, detail} or with null nothing. */
export function codeField({ text, label, run, complete, changed }) {
  const element = html("div", { class: "code-field" });
  const root = element.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightSpecialChars(), highlightActiveLine(), indentOnInput(),
        bracketMatching(), closeBrackets(), sparql(), syntaxHighlighting(COLOURS), LOOK,
        autocompletion({ override: [complete], icons: false }),
        keys(run), typingOver,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  });
  return {
    element,
    focus: () => view.focus(),
    text: () => view.state.doc.toString(),
    write: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    point(problem) {
      const found = problem?.line ? [{ ...placeOf(view.state.doc, problem), severity: "error", message: problem.detail }] : [];
      view.dispatch(setDiagnostics(view.state, found));
      if (found.length) view.dispatch({ selection: { anchor: found[0].from }, scrollIntoView: true });
    },
  };
}
