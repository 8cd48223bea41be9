"""Operators on text: parts, patterns, form. For strings with holes, the known parts decide as far as that is sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from riveter.core.patterns import late
from riveter.core.shapes import shape_of, with_shape
from riveter.core.values import Hole, PartialMap, PartialText, Unknown, decode_json, is_never_json
from riveter.rules.model.comparison import any_element, entry, may_be, text_of
from riveter.rules.model.regex_syntax import glob_regex, literal_regex
from riveter.rules.model.truth import Truth, any_of
from riveter.rules.model.unusable import NeedsError, UnusableValueError
from riveter.rules.operators.base import COUNT, NONEMPTY_TEXT, NOTHING, TEXT, Operator, ValueType, on_text, shown

MAX_PATTERN_LENGTH = 2000


class Regex(msgspec.Struct, frozen=True):
    """A compiled regex. `search` runs it; `literal` is the text that it searches for, if it is only a text."""

    source: str
    search: Callable[[str], Any]
    literal: str | None


@lru_cache(maxsize=4096)
def compile_regex(source: str) -> Regex:
    """Compile a regex with google-re2 (linear time). Raises `ValueError` with the reason when it can't."""
    if len(source) > MAX_PATTERN_LENGTH:
        raise UnusableValueError(f"is longer than {MAX_PATTERN_LENGTH} characters")
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 * 1024 * 1024
    try:
        compiled = re2.compile(source, options)
    except re2.error as error:
        raise UnusableValueError(*_regex_problem(source, error)) from None
    return Regex(source, _searcher(compiled.search), _literal_of(source))


def _searcher(search: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return the search, on text that may not be encodable too (halves of surrogate pairs, from JSON)."""

    def run(text: str) -> Any:
        try:
            return search(text)
        except UnicodeEncodeError:
            return search(text.encode("utf-8", "replace").decode("utf-8"))

    return run


_RE2 = "Patterns are those of RE2: https://github.com/google/re2/wiki/Syntax."


def _regex_problem(source: str, error: Exception) -> tuple[str, str]:
    """Return the problem of a regex, and how to fix it."""
    reason = error.args[0] if error.args else str(error)
    if isinstance(reason, bytes):
        reason = reason.decode("utf-8", "replace")
    for mark, what in (("(?=", "look-ahead"), ("(?!", "look-ahead"), ("(?<=", "look-behind"), ("(?<!", "look-behind")):
        if mark in source:
            hint = "Say what must not match in a `not_matches` condition of its own."
            return f"is a regex with {what} `{mark}…)`, which linear-time matching does not have", hint
    if re.search(r"\\[1-9]", source):
        hint = "Write out what it refers to."
        return "is a regex with a back-reference, which linear-time matching does not have", hint
    return f"is not a valid regex: {reason}", _RE2


_LITERAL = late(r"(?:[^\\.^$*+?()\[\]{}|]|\\[^\w\s])*\Z")


def _literal_of(source: str) -> str | None:
    """Return the text that a regex looks for anywhere in a text, if it does no more than that."""
    body = source.removeprefix(".*")
    if body.endswith(".*") and not body.endswith("\\.*"):
        body = body[:-2]
    return re.sub(r"\\(.)", r"\1", body) if _LITERAL.match(body) else None


def _regex(value: Any) -> Regex:
    if not isinstance(value, str):
        raise NeedsError(f"a regex, not {shown(value)}", _RE2)
    if not value:
        raise NeedsError("a regex that is not empty: every string matches the empty one", "")
    return compile_regex(value)


# --- strings with holes --------------------------------------------------------------------------


def contains_text(value: PartialText, text: str) -> Truth:
    """Return whether a string with holes contains a text. A known part may contain it; computed holes next to one contain none of it."""
    if any(text in part for part in value.known_parts):
        return True
    found = _by_shape(value, lambda: literal_regex(text))
    return False if found is value and _holds_none(value) else found


def _holds_none(value: PartialText) -> bool:
    """Return True if the known parts alone decide whether it contains a text: values made by the provider contain none of it."""
    return value.opaque and value.minimum_length > 0


def starts_text(value: PartialText, text: str) -> Truth:
    prefix = value.prefix
    if len(prefix) >= len(text):
        return prefix.startswith(text)
    return _by_shape(value, lambda: rf"\A{literal_regex(text)}") if text.startswith(prefix) else False


def ends_text(value: PartialText, text: str) -> Truth:
    suffix = value.suffix
    if len(suffix) >= len(text):
        return suffix.endswith(text)
    return _by_shape(value, lambda: rf"{literal_regex(text)}\z") if text.endswith(suffix) else False


def _by_shape(value: PartialText, regex: Callable[[], str]) -> Truth:
    """Return the result that the shapes of the holes give; a hole without a shape may be any text, so it gives none."""
    return search_text(value, regex()) if any(_shape_of(part) for part in value.parts) else value


def _shape_of(part: str | Hole) -> str | None:
    """Return a regex that the whole text of a hole matches; None if it may be any text."""
    return None if isinstance(part, str) or part.encoded else shape_of(part.value)


def search_text(value: PartialText, regex: str) -> Truth:
    """Return whether a regex is found in a string with holes, whatever their values are."""
    parts = tuple([(part, True) if isinstance(part, str) else (_shape_of(part), False) for part in value.parts])
    found = _found(regex, parts)
    return value if found is None else found


@lru_cache(maxsize=8192)
def _found(regex: str, parts: tuple[tuple[str | None, bool], ...]) -> bool | None:
    """Decide a regex on all texts of these parts: known texts, shapes, and None for any text. Resources repeat both."""
    from riveter.rules.model.regex_needs import surely_absent

    if surely_absent(regex, parts):
        return False
    from riveter.rules.model.regex_automata import found_in_every, text_set

    return found_in_every(regex, [part if known else text_set(part) if part else None for part, known in parts])


def _search_partial(value: PartialText, pattern: Regex) -> Truth:
    found = search_text(value, pattern.source)
    if found is value and pattern.literal and _holds_none(value):
        return False
    return found


def _search(value: str, pattern: Regex) -> bool:
    return pattern.search(value) is not None


# --- globs ---------------------------------------------------------------------------------------


class Glob(msgspec.Struct, frozen=True):
    """A compiled glob: `*` any text, `?` one character, anchored at both ends."""

    source: str
    search: Callable[[str], Any]
    regex: str
    literal: str | None


@lru_cache(maxsize=1024)
def compile_glob(source: str) -> Glob:
    """Compile a glob. Raises `ValueError` when it is too long."""
    pattern = compile_regex(glob_regex(source))
    inner = source.strip("*")
    anywhere = source.startswith("*") and source.endswith("*") and "*" not in inner and "?" not in inner
    return Glob(source, pattern.search, pattern.source, inner if anywhere else None)


def _glob(value: Any) -> Glob:
    if not isinstance(value, str):
        raise NeedsError(f"a glob, not {shown(value)}")
    return compile_glob(value)


def _glob_partial(value: PartialText, glob: Glob) -> Truth:
    found = search_text(value, glob.regex)
    if found is value and glob.literal and _holds_none(value):
        return False
    return found


# --- shape ---------------------------------------------------------------------------------------


def _is_json(value: str, _: Any) -> bool:
    try:
        decode_json(value)
    except ValueError:
        return False
    return True


def _maybe_json(value: PartialText, _: Any) -> Truth:
    if all(part.encoded for part in value.parts if isinstance(part, Hole)):
        try:
            decode_json(value)
        except ValueError:
            return value
        return True
    return False if is_never_json(value) else value


def _words(value: str, expected: Decimal) -> bool:
    return len(value.split()) == int(expected)


def _word_count(value: PartialText, expected: Any) -> Truth:
    return value


def _contains_ignoring_case(value: str, text: str) -> bool:
    return text.casefold() in value.casefold()


def _maybe_contains_ignoring_case(value: PartialText, text: str) -> Truth:
    if any(text.casefold() in part.casefold() for part in value.known_parts):
        return True
    found = _by_shape(value, lambda: f"(?i){literal_regex(text)}") if text.isascii() else value
    return False if found is value and _holds_none(value) else found


def _contains_ignore_case(value: Any, text: str) -> Truth:
    def is_item(item: Any) -> Truth:
        item = with_shape(item) if isinstance(item, Unknown) else item
        if isinstance(item, PartialText):
            return item if may_be(item, text, ignore_case=True) else False
        if isinstance(item, Unknown):
            return item
        word = text_of(item)
        return word is not None and word.casefold() == text.casefold()

    if isinstance(value, list):
        return any_element(value, is_item)
    if isinstance(value, dict):
        items = (entry(value, key) for key in value if key.casefold() == text.casefold())
        found = any_of(item if isinstance(item, Unknown) and not item.not_null else item is not None for item in items)
        return value.missing if found is False and isinstance(value, PartialMap) else found
    single = on_text(_contains_ignoring_case, _maybe_contains_ignoring_case)
    return single(value, text)


REGEX = ValueType("a regex", {"type": "string", "format": "regex", "minLength": 1}, _regex, regex=True)
GLOB = ValueType("a glob", {"type": "string"}, _glob)
GROUP = "text"
OPERATORS = (
    Operator("contains_ignore_case", GROUP, "Contains the text, or is a list with such an item. Upper and lower case are the same.",
             NONEMPTY_TEXT, _contains_ignore_case, phrase="contain (ignoring case)", search=True,
             example="{key: user_data, operator: contains_ignore_case, value: password}"),
    Operator("starts_with", GROUP, "Begins with the text.", TEXT,
             on_text(lambda v, t: v.startswith(t), starts_text), phrase="start with",
             example="{key: source, operator: starts_with, value: 'git::https://'}"),
    Operator("ends_with", GROUP, "Ends with the text.", TEXT,
             on_text(lambda v, t: v.endswith(t), ends_text), phrase="end with",
             example="{key: filename, operator: ends_with, value: .zip}"),
    Operator("matches", GROUP, "Contains a match of the regex (RE2 syntax). Anchor it with `^` and `$` to match the whole text.", REGEX,
             on_text(_search, _search_partial), phrase="match", search=True,
             example="{key: name, operator: matches, value: '^[a-z][a-z0-9-]+$'}"),
    Operator("glob", GROUP, "Matches the glob as a whole: `*` is any text, `?` is one character.", GLOB,
             on_text(lambda v, g: g.search(v) is not None, _glob_partial), phrase="fit the glob", search=True,
             example="{key: bucket, operator: glob, value: 'acme-*-logs'}"),
    Operator("is_json", GROUP, "Is a JSON document.", NOTHING, on_text(_is_json, _maybe_json), phrase="be JSON",
             example="{key: policy, operator: is_json}"),
    Operator("word_count", GROUP, "Has that many words.", COUNT, on_text(_words, _word_count), phrase="have the word count",
             example="{key: description, operator: word_count, value: 3}"),
)  # fmt: skip

__all__ = ["OPERATORS", "compile_glob", "compile_regex", "contains_text", "ends_text", "starts_text"]
