"""Runs commands with every sentence as it is, or each one replaced by its reverse; prints what does not consist of sentences.

``python -m tests.wording.garbled plain|reversed``; the commands come from standard input as JSON: ``[{"folder": …, "arguments": […]}]``.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable
from typing import Any

import msgspec

MARK = "\N{REVERSED PILCROW SIGN}"
"""Begins a sentence that was replaced already: reversing it twice would give it back."""


def garble(text: Any) -> Any:
    """The reverse of a sentence."""
    if not isinstance(text, str) or not text.strip() or text.startswith(MARK):
        return text
    return MARK + text[::-1]


def reverse_every_sentence() -> None:
    """Make riveter speak backwards: reasons, errors, diagnostics, mismatches, what findings say, words of operators."""
    modules = list(_modules())
    from riveter.core import diagnostics, reasons
    from riveter.rules.conditions import headlines
    from riveter.rules.conditions.assertion_results import ResultBuilder
    from riveter.rules.model.truth import Mismatch

    for kind, sentence in list(reasons._SENTENCES.items()):
        reasons._SENTENCES[kind] = _reversing(sentence)
    for how, words in list(reasons._ORIGINS.items()):
        reasons._ORIGINS[how] = garble(words).replace("}{", "{}")
    for name, method in inspect.getmembers(ResultBuilder, inspect.isfunction):
        if name in ("_default", "_whole_words", "_render"):
            setattr(ResultBuilder, name, _reversing(method))

    class Garbled(diagnostics.Diagnostic, frozen=True):
        def __post_init__(self) -> None:
            for field in ("summary", "detail", "hint"):
                msgspec.structs.force_setattr(self, field, garble(getattr(self, field)))

    replaced = {id(diagnostics.Diagnostic): Garbled, id(headlines.headline): _reversing(headlines.headline)}
    for module in modules:
        for name, value in list(vars(module).items()):
            if id(value) in replaced:
                setattr(module, name, replaced[id(value)])
    errors: set[type[Exception]] = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Exception) and value.__module__.startswith("riveter")
    }
    sayers: list[Any] = [Mismatch, *errors]
    for said in sayers:
        if "__init__" in vars(said) or not any(base in errors for base in said.__mro__[1:]):
            said.__init__ = _saying(said.__init__)


def _modules() -> Any:
    """Every module of riveter, imported."""
    import riveter

    for found in pkgutil.walk_packages(riveter.__path__, "riveter."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _reversing(call: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: garble(call(*args, **kwargs))


def _saying(init: Callable[..., None]) -> Callable[..., None]:
    """The constructor of an error, whose texts are reversed."""

    def made(self: Any, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        for name in ("summary", "detail", "hint", "message", "reason"):
            if isinstance(getattr(self, name, None), str):
                setattr(self, name, garble(getattr(self, name)))
        if isinstance(self, Exception):
            self.args = tuple(garble(each) for each in self.args)

    return made


def run(folder: str, arguments: list[str]) -> dict[str, Any]:
    """The exit code of a command, and its report (an empty one where it is no JSON)."""
    from riveter.cli.main import main

    os.chdir(folder)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        kept = os.dup(1), os.dup(2)
        sys.stdout.flush()
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        try:
            code = main(tuple(arguments))
            sys.stdout.flush()
        finally:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])
        out.seek(0)
        text = out.read().decode()
    try:
        report = json.loads(text)
    except ValueError:
        report = None
    return {"code": code, "report": report}


def program() -> None:
    """The program."""
    if sys.argv[1] == "reversed":
        reverse_every_sentence()
    commands = json.load(sys.stdin)
    results = [run(command["folder"], command["arguments"]) for command in commands]
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    program()
