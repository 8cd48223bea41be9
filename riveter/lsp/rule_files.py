"""Rule files in the editor: which texts are some, and what `riveter lint` says about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from riveter.config.locate import NAMES
from riveter.core.diagnostics import Diagnostic
from riveter.lsp.documents import Document
from riveter.lsp.texts import Text
from riveter.lsp.workspace import Folder
from riveter.rules.packs.loader import CASE_SUFFIXES

_SUFFIXES = (".yml", ".yaml")
_OF_RULES = re.compile(r"^[\s{-]*(resource_type|assertions)\s*:", re.MULTILINE)
_OF_PACKS = re.compile(r"^include\s*:", re.MULTILINE)


def is_rule_file(path: str, text: str) -> bool:
    """Return True for the text of a rule file or a pack. Cases and the config are none."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    if not name.endswith(_SUFFIXES) or name.endswith(CASE_SUFFIXES) or name in NAMES:
        return False
    return _OF_RULES.search(text) is not None or _OF_PACKS.search(text) is not None


class Lint:
    """What is wrong with the open rule files. It is found anew only when a file has changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[object, object, list[Diagnostic]]] = {}

    def of(self, folder: Folder, result: object, documents: Iterable[Document]) -> Iterator[Diagnostic]:
        """Yield the problems of the rule files of a folder that are open. A folder that is not trusted has no rules."""
        if not folder.settings.trusted:
            return
        for document in documents:
            if folder.holds(document.path) and is_rule_file(document.path, document.text.text):
                yield from self._lint(folder, result, document.path, document.text)

    def _lint(self, folder: Folder, result: object, path: str, text: Text) -> list[Diagnostic]:
        from riveter.linting import lint_files

        key = (folder.path, path)
        known = self._known.get(key)
        if known is not None and known[0] is text and (known[1] is result or not _OF_PACKS.search(text.text)):
            return known[2]
        folder.session.reader.forget()
        found = lint_files([path], folder.session.reader)
        self._known[key] = (text, result, found)
        return found
