"""Code actions: the fixes of findings. Only what is proven is an edit."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence

from lsprotocol import types

from riveter.api import Cancelled, ScanResult
from riveter.findings import Finding, Outcome
from riveter.fixing.fixer import Fix
from riveter.lsp.documents import Documents
from riveter.lsp.places import Places, finding_spans
from riveter.lsp.workspace import Folder
from riveter.reporters import sanitize

MOST = 10
"""So many findings of one request are tried: each is evaluated with its fix."""
MAX_LINES = 4_000
"""Parts of a text with more lines are replaced as a whole."""


def wants_fixes(context: types.CodeActionContext) -> bool:
    """Return True if quick fixes are among what the editor asks for."""
    wanted = context.only
    quick = types.CodeActionKind.QuickFix.value
    return wanted is None or any(quick == str(getattr(kind, "value", kind)) or not kind for kind in wanted)


class CodeActions:
    """Makes the code actions of a range.

    advice: whether reasons why there is no fix are shown. versions: whether edits name the versions of the texts that they are for.
    """

    def __init__(
        self, places: Places, documents: Documents, held: Mapping[str, str], *, advice: bool, versions: bool
    ) -> None:
        self._versions = versions
        self._places = places
        self._documents = documents
        self._held = held
        self._advice = advice

    def of_range(
        self,
        path: str,
        params: types.CodeActionParams,
        results: Sequence[tuple[Folder, ScanResult]],
        cancelled: Callable[[], bool],
    ) -> list[types.CodeAction]:
        """Return the actions for the findings in a range of a file."""
        found: dict[object, types.CodeAction] = {}
        for folder, finding in [*self._findings(path, params.range, results)][:MOST]:
            if cancelled():
                raise Cancelled
            action = self._action(folder, finding, params.context.diagnostics, cancelled)
            if action is not None:
                found.setdefault((action.title, repr(action.edit)), action)
        return [*found.values()]

    def _findings(
        self, path: str, wanted: types.Range, results: Sequence[tuple[Folder, ScanResult]]
    ) -> Iterator[tuple[Folder, Finding]]:
        for folder, result in results:
            for finding in result.findings:
                if finding.outcome is Outcome.FAIL and any(
                    self._places.touches(span, path, wanted) for span in finding_spans(finding)
                ):
                    yield folder, finding

    def _action(
        self,
        folder: Folder,
        finding: Finding,
        diagnostics: Sequence[types.Diagnostic],
        cancelled: Callable[[], bool],
    ) -> types.CodeAction | None:
        found = folder.propose(finding, self._held, cancelled)
        mine = [each for each in diagnostics if each.code == finding.rule_id]
        title = f"Fix {sanitize.line(finding.rule_id)} of {sanitize.line(finding.resource.address)}"
        kind = types.CodeActionKind.QuickFix
        if isinstance(found, Fix):
            edit = self._edit(found)
            return None if edit is None else types.CodeAction(title, kind, mine, edit=edit)
        if not self._advice:
            return None
        reason = types.CodeActionDisabled(sanitize.line(found.why))
        return types.CodeAction(title, kind, mine, disabled=reason)

    def _edit(self, fix: Fix) -> types.WorkspaceEdit | None:
        changes: list[types.TextDocumentEdit] = []
        for name, after in fix.after.items():
            text = self._places.text(name)
            if text is None or text.source.text != fix.before[name]:
                return None  # it has changed since
            path = self._places.path(name)
            document = self._documents.at(path)
            version = None if document is None else document.version
            if document is not None and document.text.source.text != fix.before[name]:
                return None
            identifier = types.OptionalVersionedTextDocumentIdentifier(self._documents.uri(path), version)
            edits: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = [
                types.TextEdit(text.range_at(start, end), new)
                for start, end, new in differences(fix.before[name], after)
            ]
            changes.append(types.TextDocumentEdit(identifier, edits))
        if not self._versions:
            return types.WorkspaceEdit({each.text_document.uri: [*map(_plain, each.edits)] for each in changes})
        return types.WorkspaceEdit(document_changes=[*changes])


def _plain(edit: types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit) -> types.TextEdit:
    assert isinstance(edit, types.TextEdit)
    return edit


def differences(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Yield what has to be replaced in a text, by line: the start, the end, and the new part."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    one, other = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(one), len(other)) > MAX_LINES:
        yield starts[first], starts[len(old) - last], "".join(other)
        return
    for kind, low, high, begin, end in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield starts[first + low], starts[first + high], "".join(other[begin:end])
