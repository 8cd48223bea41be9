"""Text: parts, patterns, shape. On strings with holes the known parts decide as far as that is sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from riveter.patterns import late
from riveter.rules.operators.base import COUNT, NONEMPTY_TEXT, NOTHING, TEXT, Operator, ValueType, on_text, shown
from riveter.rules.truth import Truth, all_of, any_of
from riveter.values import Hole, PartialMap, PartialText, Unknown, decode_json

MAX_PATTERN_LENGTH = 2000
_EDGE = "\ue000"
"""Stands for a hole beside a known part: no pattern may count on it."""


class Pattern(msgspec.Struct, frozen=True):
    """A compiled regex. `search` runs it; `plain` is the same as plain text, where it is that simple."""

    source: str
    search: Callable[[str], Any]
    boundaries: bool
    plain: tuple[str, str] | None


@lru_cache(maxsize=4096)
def compile_regex(source: str) -> Pattern:
    """Compile a regex with google-re2 (linear time). Raises `ValueError` with the reason when it can't."""
    if len(source) > MAX_PATTERN_LENGTH:
        raise ValueError(f"is longer than {MAX_PATTERN_LENGTH} characters")
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 * 1024 * 1024
    try:
        compiled = re2.compile(source, options)
    except re2.error as error:
        raise ValueError(_regex_problem(source, error)) from None
    boundaries = "\\b" in source or "\\B" in source
    return Pattern(source, _searcher(compiled.search), boundaries, _as_plain(source))


def _searcher(search: Callable[[str], Any]) -> Callable[[str], Any]:
    """The search, on text that may not be encodable too (halves of surrogate pairs, from JSON)."""

    def run(text: str) -> Any:
        try:
            return search(text)
        except UnicodeEncodeError:
            return search(text.encode("utf-8", "replace").decode("utf-8"))

    return run


def _regex_problem(source: str, error: Exception) -> str:
    reason = error.args[0] if error.args else str(error)
    if isinstance(reason, bytes):
        reason = reason.decode("utf-8", "replace")
    for mark, what in (("(?=", "look-ahead"), ("(?!", "look-ahead"), ("(?<=", "look-behind"), ("(?<!", "look-behind")):
        if mark in source:
            return f"is a regex with {what} `{mark}…)`, which linear-time matching does not have"
    if re.search(r"\\[1-9]", source):
        return "is a regex with a back-reference, which linear-time matching does not have"
    return f"is not a valid regex: {reason}"


_LITERAL = late(r"(?:[^\\.^$*+?()\[\]{}|]|\\[^\w\s])*\Z")


def _as_plain(source: str) -> tuple[str, str] | None:
    """The kind of search (`contains`, `starts`, `ends`, `is`) and its text, if a regex is no more than that."""
    start = source.startswith("^")
    body = source[1:] if start else source
    end = body.endswith("$") and not body.endswith("\\$")
    body = body[:-1] if end else body
    if body.startswith(".*"):
        start, body = False, body[2:]
    if body.endswith(".*") and not body.endswith("\\.*"):
        end, body = False, body[:-2]
    if not _LITERAL.match(body):
        return None
    text = re.sub(r"\\(.)", r"\1", body)
    return {(False, False): "contains", (True, False): "starts", (False, True): "ends", (True, True): "is"}[
        start, end
    ], text


def _regex(value: Any) -> Pattern:
    if not isinstance(value, str):
        raise ValueError(f"needs a regex, not {shown(value)}")
    return compile_regex(value)


# --- strings with holes --------------------------------------------------------------------------


def contains_text(value: PartialText, text: str) -> Truth:
    """Whether a string with holes contains a text: a known part decides that it does; computed holes hold none of it."""
    if any(text in part for part in value.known_parts):
        return True
    return False if value.opaque else value


def starts_text(value: PartialText, text: str) -> Truth:
    prefix = value.prefix
    if len(prefix) >= len(text):
        return prefix.startswith(text)
    return value if text.startswith(prefix) else False


def ends_text(value: PartialText, text: str) -> Truth:
    suffix = value.suffix
    if len(suffix) >= len(text):
        return suffix.endswith(text)
    return value if text.endswith(suffix) else False


def _is_text(value: PartialText, text: str) -> Truth:
    from riveter.rules.compare import may_be

    return value if may_be(value, text) else False


_PLAIN: dict[str, Callable[[PartialText, str], Truth]] = {
    "contains": contains_text,
    "starts": starts_text,
    "ends": ends_text,
    "is": _is_text,
}


def _search_partial(value: PartialText, pattern: Pattern) -> Truth:
    """A match inside a known part is a match in the whole, unless it leans on what a hole beside it holds."""
    last = len(value.parts) - 1
    for i, part in enumerate(value.parts):
        if isinstance(part, Hole):
            continue
        before, after = ("" if i == 0 else _EDGE), ("" if i == last else _EDGE)
        found = pattern.search(f"{before}{part}{after}")
        if found is None:
            continue
        start, end = found.span()
        if _EDGE in found.group():
            continue
        if pattern.boundaries and ((before and start <= len(before)) or (after and end >= len(before) + len(part))):
            continue
        return True
    if pattern.plain is not None:
        kind, text = pattern.plain
        return _PLAIN[kind](value, text) if text else value
    return value


def _search(value: str, pattern: Pattern) -> bool:
    return pattern.search(value) is not None


# --- globs ---------------------------------------------------------------------------------------


class Glob(msgspec.Struct, frozen=True):
    """A compiled glob: `*` any text, `?` one character, anchored at both ends."""

    source: str
    search: Callable[[str], Any]
    plain: tuple[str, str] | None


@lru_cache(maxsize=1024)
def compile_glob(source: str) -> Glob:
    """Compile a glob. Raises `ValueError` when it is too long."""
    import re2

    body = "".join(".*" if c == "*" else "." if c == "?" else re2.escape(c) for c in re.sub(r"\*+", "*", source))
    pattern = compile_regex(f"(?s)\\A{body}\\z")
    plain: tuple[str, str] | None = None
    inner = source.strip("*")
    if "*" not in inner and "?" not in inner:
        start, end = not source.startswith("*"), not source.endswith("*")
        kinds = {(False, False): "contains", (True, False): "starts", (False, True): "ends", (True, True): "is"}
        plain = kinds[start, end], inner
    return Glob(source, pattern.search, plain)


def _glob(value: Any) -> Glob:
    if not isinstance(value, str):
        raise ValueError(f"needs a glob, not {shown(value)}")
    return compile_glob(value)


def _glob_partial(value: PartialText, glob: Glob) -> Truth:
    if glob.plain is not None:
        kind, text = glob.plain
        return True if not text and glob.source else _PLAIN[kind](value, text)
    head = re.split(r"[*?]", glob.source, maxsplit=1)[0]
    tail = re.split(r"[*?]", glob.source)[-1]
    possible = all_of((starts_text(value, head), ends_text(value, tail)))
    return False if possible is False else value


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
    return value


def _words(value: str, expected: Decimal) -> bool:
    return len(value.split()) == int(expected)


def _word_count(value: PartialText, expected: Any) -> Truth:
    return value


def _contains_ignoring_case(value: str, text: str) -> bool:
    return text.casefold() in value.casefold()


def _maybe_contains_ignoring_case(value: PartialText, text: str) -> Truth:
    if any(text.casefold() in part.casefold() for part in value.known_parts):
        return True
    return False if value.opaque else value


def _contains_ignore_case(value: Any, text: str) -> Truth:
    from riveter.rules.compare import any_element

    single = on_text(_contains_ignoring_case, _maybe_contains_ignoring_case)
    if isinstance(value, list):
        equal = on_text(lambda v, t: v.casefold() == t.casefold(), lambda v, t: v)
        return any_element(value, lambda item: _not_mismatch(equal(item, text)))
    if isinstance(value, dict):
        if any(key.casefold() == text.casefold() for key in value):
            return True
        return value.missing if isinstance(value, PartialMap) else False
    return single(value, text)


def _not_mismatch(truth: Truth) -> Truth:
    return truth if isinstance(truth, (bool, Unknown)) else False


REGEX = ValueType("a regex", {"type": "string", "format": "regex"}, _regex)
GLOB = ValueType("a glob", {"type": "string"}, _glob)
GROUP = "text"
OPERATORS = (
    Operator("contains_ignore_case", GROUP, "Contains the text, whatever the case of its letters; a list: has such an item.",
             NONEMPTY_TEXT, _contains_ignore_case, phrase="contain (ignoring case)", search=True,
             example="{key: user_data, operator: contains_ignore_case, value: password}"),
    Operator("starts_with", GROUP, "Begins with the text.", TEXT,
             on_text(lambda v, t: v.startswith(t), starts_text), phrase="start with",
             example="{key: source, operator: starts_with, value: 'git::https://'}"),
    Operator("ends_with", GROUP, "Ends with the text.", TEXT,
             on_text(lambda v, t: v.endswith(t), ends_text), phrase="end with",
             example="{key: filename, operator: ends_with, value: .zip}"),
    Operator("matches", GROUP, "A regex (RE2 syntax) is found in the text; anchor it with `^` and `$` to be strict.", REGEX,
             on_text(_search, _search_partial), phrase="match", search=True,
             example="{key: name, operator: matches, value: '^[a-z][a-z0-9-]+$'}"),
    Operator("glob", GROUP, "The whole text fits a glob: `*` any text, `?` one character.", GLOB,
             on_text(lambda v, g: g.search(v) is not None, _glob_partial), phrase="fit the glob", search=True,
             example="{key: bucket, operator: glob, value: 'acme-*-logs'}"),
    Operator("is_json", GROUP, "Is a JSON document.", NOTHING, on_text(_is_json, _maybe_json), phrase="be JSON",
             example="{key: policy, operator: is_json}"),
    Operator("word_count", GROUP, "Has that many words.", COUNT, on_text(_words, _word_count), phrase="have the word count",
             example="{key: description, operator: word_count, value: 3}"),
)  # fmt: skip

__all__ = ["OPERATORS", "any_of", "compile_glob", "compile_regex", "contains_text", "ends_text", "starts_text"]
