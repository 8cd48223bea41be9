"""Diagnostics for people."""

from __future__ import annotations

from typing import Any

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.reporters.diagnostics import LIMIT, render
from riveter.reporters.interface import RenderOptions
from riveter.reporters.sanitize import is_safe
from tests.reporters.samples import SOURCES, STORAGE, span


def shown(*diagnostics: Diagnostic, **options: Any) -> str:
    return "".join(render(diagnostics, SOURCES.get, RenderOptions(**options)))


def test_a_diagnostic_says_where_what_and_what_to_do() -> None:
    where = span(STORAGE, "var.rotate")
    assert shown(Diagnostic("error", "No such variable", "It is not declared.", where, "Declare it.")) == (
        "storage.tf:7:25: error: No such variable\n"
        '      6 │   description         = "Data key"\n'
        "      7 │   enable_key_rotation = var.rotate\n"
        "        │                         ^^^^^^^^^^\n"
        "     It is not declared.\n"
        "     hint: Declare it.\n"
    )


def test_without_a_place_or_its_source_the_words_remain() -> None:
    assert shown(Diagnostic("warning", "Odd")) == "warning: Odd\n"
    assert shown(Diagnostic("note", "Odd", span=Span("gone.tf", 3, 1, 3, 2))) == "gone.tf:3:1: note: Odd\n"


def test_equal_diagnostics_are_shown_once_and_errors_first() -> None:
    text = shown(Diagnostic("note", "n"), Diagnostic("error", "e"), Diagnostic("note", "n"))
    assert text == "error: e\nnote: n\n"


def test_a_flood_is_cut_with_a_count_and_errors_are_kept() -> None:
    flood = [Diagnostic("warning", f"w{n}") for n in range(LIMIT + 10)]
    text = shown(*flood, Diagnostic("error", "the one"))
    assert text.startswith("error: the one\n")
    assert text.endswith("… and 11 more (-v shows all)\n")
    assert "w59" in shown(*flood, verbose=True)


def test_quiet_leaves_out_notes() -> None:
    assert shown(Diagnostic("note", "n"), Diagnostic("warning", "w"), quiet=True) == "warning: w\n"


def test_hostile_text_is_made_visible() -> None:
    evil = "\x1b[2J\u202e"
    text = shown(Diagnostic("error", evil, evil, Span(evil, 1, 1, 1, 1), evil))
    assert is_safe(text.replace("\n", ""))
