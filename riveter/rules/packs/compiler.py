"""Write the bundled rules and packs as data. This is a step of the build (`hatch_build.py`)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.files.package import catalogue, own
from riveter.files.reader import FileReader, PathKind
from riveter.rules.packs.packs import SUFFIXES
from riveter.rules.packs.packs_reader import read_definition
from riveter.rules.reading import compiled
from riveter.rules.reading.reader import parse_rules


def compiled_files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file of `riveter/compiled/`. A YAML file with problems has none."""
    root, reader = catalogue(), own(FileReader())
    for folder in reader.entries(root) if root is not None else ():
        if root is None or folder.kind is not PathKind.FOLDER:
            continue
        for name in reader.names(os.path.join(root, folder.name)):
            if not name.endswith(SUFFIXES) or ".cases." in name:
                continue
            below = os.path.join(folder.name, name)
            text = reader.source(os.path.join(root, below)).text
            value = _read(SourceFile(compiled.NAME, text), is_pack=folder.name == "packs")
            data = compiled.written(text, value) if value is not None else None
            if data is not None:
                yield compiled.file_name(below), data


def _read(source: SourceFile, *, is_pack: bool) -> msgspec.Struct | None:
    """Return what a text holds; None if something is wrong with it."""
    if is_pack:
        problems: list[Diagnostic] = []
        definition = read_definition(source, source.name, problems)
        return definition if not problems else None
    result = parse_rules(source)
    return result.rules if not result.diagnostics else None
