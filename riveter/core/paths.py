"""Dotted keys: paths to values inside a resource.

``rule.0.transition.*.days``, ``tags["kubernetes.io/role"]``, ``**.kms_key_id``, ``policy.Statement.*.Action``. A key is compiled once
(`compile_path`) and then matched against resources (`Path.matches`). What a key means:

* a name looks into a map or block; on a list it is taken on every element (a block used without an index);
* a number is an index (negative ones count from the end); on a single object, index 0 is the object itself;
* ``*`` is every element of a list or every value of a map, ``**`` any number of levels;
* a key that continues into a string enters the JSON document in the string;
* an unknown value is never "no match": everything below it is the same `Unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import msgspec

from riveter.core.alternatives import Alternatives
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.shapes import shape_of
from riveter.core.values import AnyOrderList, OpenList, PartialMap, PartialText, Unknown, decode_json, is_never_json

PathKeys: TypeAlias = "tuple[str | int, ...]"

MAX_KEY_LENGTH = 1000
MAX_SEGMENTS = 64
DEEP_BUDGET = 100_000
"""How many values one `**` key may visit in one resource."""

VISITED_PER_STEP = 4
"""So many elements are visited in a step, to find those that a key means."""

DECODED_PER_STEP = 100
"""So many characters of a JSON document are read in a step, of however many rules they are read."""

NAME, INDEX, STAR, DEEP = range(4)
Segment: TypeAlias = "tuple[int, str | int | None]"

SELF_KEY = "."
"""The key that means the element itself, inside `each`."""

_SINGLE_OR_LIST = frozenset({"Action", "NotAction", "Resource", "NotResource"})
_PRINCIPALS = frozenset({"Principal", "NotPrincipal"})


class PathError(ValueError):
    """A key that can't be read; `column` counts from 1 within the key."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class SoloList(list[Any]):
    """A list that also represents a single item: the actions, resources and principals of a policy statement."""

    __slots__ = ()


class KeyMatch(msgspec.Struct, frozen=True):
    """One match of a key.

    path: concrete keys and indexes. value: the value there. uncertain: why the element may not exist, or may represent several (an
    `OpenList`). missing: the element exists, but lacks this attribute (only `Path.scan` returns such matches). in_json: the match is inside
    a JSON document. parts: the origins of the items, if the list was combined from several matches. filled_in: the provider fills in the
    value.
    """

    path: PathKeys
    value: Any
    uncertain: Unknown | None = None
    missing: bool = False
    in_json: bool = False
    parts: tuple[PathKeys, ...] = ()
    filled_in: bool = False


class Path:
    """A compiled key.

    wildcard: whether it names any number of values (`*`, `**`). numbered: whether it names an element by its number. first: the name it
    starts with, if it does.
    """

    __slots__ = ("_keys", "first", "numbered", "segments", "text", "wildcard")

    def __init__(self, text: str, segments: tuple[Segment, ...]) -> None:
        self.text = text
        self.segments = segments
        self.wildcard = any(kind in (STAR, DEEP) for kind, _ in segments)
        self.numbered = any(kind == INDEX for kind, _ in segments)
        self.first = str(segments[0][1]) if segments and segments[0][0] == NAME else None
        self._keys = () if self.wildcard else tuple(arg for _, arg in segments)

    def __repr__(self) -> str:
        return f"Path({self.text!r})"

    def matches_value(self, value: Any, prefix: PathKeys = ()) -> list[KeyMatch]:
        """Return every value below `value` the key leads to; `prefix` is the path of `value` itself."""
        return [match for match in self.scan_value(value, prefix) if not match.missing]

    def scan_plain(self, value: Any) -> list[KeyMatch] | None:
        """Return the match of a key without wildcards through plain blocks and lists, the most common case; None for other keys."""
        keys = self._keys
        if not keys:
            return None
        for key in keys:
            if type(value) is dict and type(key) is str:
                if key not in value:
                    return [KeyMatch(keys, None, None, True)]  # type: ignore[arg-type]
                value = value[key]
            elif type(value) is list and type(key) is int and 0 <= key < len(value):
                value = value[key]
            else:
                return None
        return [KeyMatch(keys, value)]  # type: ignore[arg-type]

    def scan_special(self, name: str, value: Any, *, in_json: bool = False) -> list[KeyMatch]:
        """Return the matches of a key whose first name is `name`; `value` is the value at that name (None: there is none)."""
        walker = _KeyWalker(self.segments)
        if value is None:
            return [KeyMatch((name, *walker.literals(1)), None, None, True)]
        walker.walk(value, 1, (name,), None, in_json)
        return walker.out

    def scan_value(self, value: Any, prefix: PathKeys = (), in_json: bool = False) -> list[KeyMatch]:
        """Return the result of `matches_value` with the missing matches. in_json: the value is a part of a JSON document."""
        walker = _KeyWalker(self.segments)
        walker.walk(value, 0, prefix, None, in_json)
        return walker.out


POLICIES_KEY = "__policies__"
"""All policies of a role, user or group together: read from the resources around it, so not by a `Path` alone."""
BOUNDARIES_KEY = "__boundaries__"
"""The permissions boundaries that limit a policy, read in the same way."""
DERIVED_KEYS = (POLICIES_KEY, BOUNDARIES_KEY)


class _KeyWalker:
    """Find the matches of one key in `out`."""

    __slots__ = ("budget", "exhausted", "out", "segments")

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments
        self.out: list[KeyMatch] = []
        self.budget = DEEP_BUDGET
        self.exhausted = False

    def literals(self, at: int) -> PathKeys:
        """Return the names and indexes of the key from segment `at` up to its first wildcard."""
        keys: list[str | int] = []
        for kind, arg in self.segments[at:]:
            if kind in (STAR, DEEP):
                break
            keys.append(arg)  # type: ignore[arg-type]
        return tuple(keys)

    def walk(self, value: Any, at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool) -> None:
        """Follow the segments from `at` on, from `value`, which lies at `path`."""
        if at == len(self.segments):
            if in_json:
                value = _as_solo(value, path)
            self.out.append(KeyMatch(path, value, uncertain, False, in_json))
            return
        kind, arg = self.segments[at]
        if isinstance(value, Unknown) and not (in_json and kind in (STAR, INDEX) and _is_text(value)):
            self.through_unknown(value, at, path, uncertain)
            return
        if kind == DEEP:
            self.deep(value, at, path, uncertain, in_json)
            return
        if isinstance(value, str) and not in_json:
            spend(len(value) // DECODED_PER_STEP)
            document = _document(value)
            if document is None:
                self.missing(at, path, uncertain)
            else:
                self.walk(document, at, path, uncertain, True)
            return
        if kind == NAME:
            self.name(value, str(arg), at, path, uncertain, in_json)
        elif kind == INDEX:
            assert isinstance(arg, int)
            self.index(value, arg, at, path, uncertain, in_json)
        else:
            self.star(value, at, path, uncertain, in_json)

    def missing(self, at: int, path: PathKeys, uncertain: Unknown | None) -> None:
        """Note that the element at `path` lacks segment `at`. Under a later wildcard there are simply no elements."""
        if any(kind in (STAR, DEEP) for kind, _ in self.segments[at:]):
            return
        self.out.append(KeyMatch(path + self.literals(at), None, uncertain, True))

    def through_unknown(self, value: Unknown, at: int, path: PathKeys, uncertain: Unknown | None) -> None:
        """Follow the key below a value that is not known."""
        if isinstance(value, Alternatives) and value.whole is not None:
            self.walk(value.whole, at, path, uncertain, False)
            return
        if isinstance(value, PartialText):
            spend(1 + sum(map(len, value.known_parts)) // DECODED_PER_STEP)
            document = _partial_document(value)
            if document is _NOT_JSON:
                self.missing(at, path, uncertain)
                return
            if not isinstance(document, Unknown):
                self.walk(document, at, path, uncertain, True)
                return
        if self.segments[at][0] == DEEP and isinstance(value, PartialText):
            return
        below = value
        if value.not_null or not value.uniform:
            # A value may be set although nothing inside it is. What it is, one of a few or a text in parts, nothing inside it is.
            below = value.derive(keeps="identity")
        doubt = value if isinstance(value, Alternatives) else below  # each of them is looked at by itself
        self.out.append(KeyMatch(path + self.literals(at), below, doubt if uncertain is None else uncertain))

    def name(self, value: Any, key: str, at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool) -> None:
        if isinstance(value, dict):
            if key in value:
                self.walk(value[key], at + 1, (*path, key), uncertain, in_json)
            elif isinstance(value, PartialMap):
                self.through_unknown(value.missing, at, path, uncertain)
            else:
                self.missing(at, path, uncertain)
        elif isinstance(value, list):
            spend(len(value) // VISITED_PER_STEP)
            opened = value.open if isinstance(value, OpenList) else None
            for i, item in enumerate(value):
                if isinstance(item, (dict, list, Unknown)) or (isinstance(item, str) and not in_json):
                    self.walk(item, at, (*path, i), _either(uncertain, opened, i), in_json)
        elif in_json and value == "*" and key == "AWS" and path and path[-1] in _PRINCIPALS:
            self.walk(value, at + 1, (*path, key), uncertain, in_json)  # "*" is short for {"AWS": "*"}
        else:
            self.missing(at, path, uncertain)

    def index(self, value: Any, index: int, at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool) -> None:
        if isinstance(value, OpenList) and value.open:
            self.open_index(value, index, at, path, uncertain, in_json)
        elif isinstance(value, AnyOrderList):
            self.through_unknown(value.order, at, path, uncertain)
        elif isinstance(value, list):
            position = index if index >= 0 else len(value) + index
            if 0 <= position < len(value):
                self.walk(value[position], at + 1, (*path, position), uncertain, in_json)
            else:
                self.missing(at, path, uncertain)
        elif isinstance(value, dict):
            if str(index) in value:
                self.walk(value[str(index)], at + 1, (*path, str(index)), uncertain, in_json)
            elif index in (0, -1):
                self.walk(value, at + 1, (*path, 0) if in_json else path, uncertain, in_json)
            elif isinstance(value, PartialMap):
                self.through_unknown(value.missing, at, path, uncertain)
            else:
                self.missing(at, path, uncertain)
        elif in_json and index in (0, -1) and value is not None:
            self.walk(value, at + 1, (*path, 0), uncertain, in_json)
        else:
            self.missing(at, path, uncertain)

    def open_index(
        self, value: OpenList, index: int, at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool
    ) -> None:
        """Visit every element that may be at `index`. An open element may represent none, one or more elements."""
        count = len(value)
        order = range(count) if index >= 0 else range(count - 1, -1, -1)
        distance = index if index >= 0 else -1 - index
        fixed = 0
        opened: Unknown | None = None
        for i in order:
            if fixed > distance:
                break
            here = value.open.get(i)
            opened = here if opened is None else opened
            # Elements before it: `fixed` at least, any number more once an open one was passed.
            if fixed == distance or opened is not None:
                self.walk(value[i], at + 1, (*path, i), opened if uncertain is None else uncertain, in_json)
            if here is None:
                fixed += 1
        if fixed <= distance and opened is None:  # pragma: no cover - an OpenList has an open element
            self.missing(at, path, uncertain)

    def star(self, value: Any, at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool) -> None:
        if isinstance(value, dict):
            if in_json and path and path[-1] == "Statement":
                self.walk(value, at + 1, (*path, 0), uncertain, in_json)
                return
            spend(len(value) // VISITED_PER_STEP)
            before = len(self.out)
            for key, item in value.items():
                self.walk(item, at + 1, (*path, key), uncertain, in_json)
            if isinstance(value, PartialMap):
                self.through_unknown(value.missing, at, path, value.missing if uncertain is None else uncertain)
            if at + 1 < len(self.segments) and all(match.missing for match in self.out[before:]):
                self.single_object(value, at, path, uncertain, in_json, before)
        elif isinstance(value, list):
            spend(len(value) // VISITED_PER_STEP)
            opened = value.open if isinstance(value, OpenList) else None
            for i, item in enumerate(value):
                self.walk(item, at + 1, (*path, i), _either(uncertain, opened, i), in_json)
        elif in_json and value is not None:
            self.walk(value, at + 1, (*path, 0), uncertain, in_json)

    def single_object(
        self, value: dict[str, Any], at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool, before: int
    ) -> None:
        """Follow ``rule.*.status`` on one block written as a JSON object: the object is the only element."""
        kind, arg = self.segments[at + 1]
        if kind == NAME and arg in value:
            del self.out[before:]
            self.walk(value, at + 1, path, uncertain, in_json)

    def deep(self, root: Any, at: int, path: PathKeys, uncertain: Unknown | None, in_json: bool) -> None:
        """Follow ``**``: the rest of the key, at `root` and at everything below it."""
        if isinstance(root, str) and not in_json:
            root = _document(root)
            in_json = True
        rest = at + 1
        last = rest == len(self.segments)
        kind, arg = (None, None) if last else self.segments[rest]
        stack: list[tuple[Any, PathKeys, Unknown | None]] = [(root, path, uncertain)]
        while stack:
            value, here, doubt = stack.pop()
            self.budget -= 1
            spend(self.budget % VISITED_PER_STEP == 0)
            if self.budget < 0:
                self.exhaust(here)
                return
            if isinstance(value, dict):
                if (kind == NAME and arg in value) or kind == STAR:
                    self.walk(value, rest, here, doubt, in_json)
                elif last and not value:
                    self.out.append(KeyMatch(here, value, doubt))
                if isinstance(value, PartialMap) and not (kind == NAME and arg in value):
                    self.through_unknown(value.missing, at, here, value.missing if doubt is None else doubt)
                stack.extend((item, (*here, key), doubt) for key, item in reversed(value.items()))
            elif isinstance(value, list):
                if kind in (INDEX, STAR):
                    self.walk(value, rest, here, doubt, in_json)
                elif last and not value:
                    self.out.append(KeyMatch(here, value, doubt))
                opened = value.open if isinstance(value, OpenList) else None
                stack.extend((value[i], (*here, i), _either(doubt, opened, i)) for i in range(len(value) - 1, -1, -1))
            elif isinstance(value, Alternatives) and value.whole is not None:
                stack.append((value.whole, here, doubt))
            elif last:
                self.out.append(KeyMatch(here, value, doubt))
            elif isinstance(value, Unknown) and _may_hold_more(value):
                self.through_unknown(value, at, here, doubt)

    def exhaust(self, path: PathKeys) -> None:
        if not self.exhausted:
            self.exhausted = True
            unknown = Unknown(SpentBudget(WorkLimit.DEEP_WILDCARD, DEEP_BUDGET))
            self.out.append(KeyMatch(path, unknown, unknown))


def _either(uncertain: Unknown | None, opened: dict[int, Unknown] | None, i: int) -> Unknown | None:
    return opened.get(i) if uncertain is None and opened else uncertain


def _may_hold_more(value: Unknown) -> bool:
    """Return True if there may be attributes below an unknown value: not in identifiers a provider makes, nor in text."""
    return (
        not isinstance(value, PartialText)
        and not value.opaque
        and str(value.type) not in {"string", "number", "bool"}
        and shape_of(value) is None
    )


def _is_text(value: Unknown) -> bool:
    """Return True if an unknown value of a document is a text: an identifier, or one with known parts."""
    return isinstance(value, PartialText) or shape_of(value) is not None


def _as_solo(value: Any, path: PathKeys) -> Any:
    """Return one statement, action, resource or principal of a policy document as a list of one."""
    if value is None or not path or not _is_single_or_list(path):
        return value
    if isinstance(value, Unknown) and not _is_text(value):
        return value
    if isinstance(value, list):
        return value if isinstance(value, OpenList) else SoloList(value)
    return SoloList([value])


def _is_single_or_list(path: PathKeys) -> bool:
    """Return True if a path leads to an element of a policy that may be one value or a list of them."""
    last = path[-1]
    if last == "Statement":
        return True
    if last in _SINGLE_OR_LIST:
        return _in_statement(path[:-1])
    return len(path) > 1 and path[-2] in _PRINCIPALS and isinstance(last, str) and _in_statement(path[:-2])


def _in_statement(path: PathKeys) -> bool:
    """Return True if a path is that of a statement: `Statement`, or `Statement` and an index."""
    if path and isinstance(path[-1], int):
        path = path[:-1]
    return bool(path) and path[-1] == "Statement"


_NOT_JSON = object()
_MAY_START_JSON = frozenset("{[ \t\r\n")


@lru_cache(maxsize=256)
def _document(text: str) -> Any:
    """Return the JSON object or array in a string; None if there is none. It is shared and must not be changed."""
    if text[:1] not in _MAY_START_JSON:
        return None
    try:
        value = decode_json(text)
    except ValueError:
        return None
    return value if isinstance(value, (dict, list)) else None


@lru_cache(maxsize=128)
def _partial_document(text: PartialText) -> Any:
    """Return the document in a string with holes; `_NOT_JSON` if it cannot be one, an `Unknown` if that is not known."""
    if text.prefix and text.prefix[0] not in _MAY_START_JSON:
        return _NOT_JSON
    try:
        value = decode_json(text)
    except ValueError:
        return _NOT_JSON if is_never_json(text) else text
    if isinstance(value, (dict, list, Unknown)):
        return value
    return _NOT_JSON


# --- reading and writing keys --------------------------------------------------------------------

_INDEX = late(r"-?(0|[1-9][0-9]{0,8})\Z")


@lru_cache(maxsize=4096)
def compile_path(key: str) -> Path:
    """Compile a key. Raises `PathError` with the column of the mistake."""
    if len(key) > MAX_KEY_LENGTH:
        raise PathError(f"the key is longer than {MAX_KEY_LENGTH} characters", MAX_KEY_LENGTH)
    if key == SELF_KEY:
        return Path(key, ())
    if not key.strip():
        raise PathError("the key is empty", 1)
    segments = _KeyReader(key).read()
    if len(segments) > MAX_SEGMENTS:
        raise PathError(f"the key has more than {MAX_SEGMENTS} parts", 1)
    return Path(key, tuple(segments))


class _KeyReader:
    """Reads the segments of one key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def read(self) -> list[Segment]:
        segments = [self.bracket() if self.peek() == "[" else self.bare()]
        while self.at < len(self.text):
            char = self.peek()
            if char == ".":
                self.at += 1
                if self.peek() in ("", "."):
                    raise PathError("a name is missing after the dot", self.at + 1)
                segments.append(self.bracket() if self.peek() == "[" else self.bare())
            elif char == "[":
                segments.append(self.bracket())
            else:
                raise PathError(f"expected `.` or `[`, found `{char}`", self.at + 1)
        for i in range(1, len(segments)):
            if segments[i][0] == DEEP and segments[i - 1][0] == DEEP:
                raise PathError("`**.**` means the same as `**`", 1)
        return segments

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def bare(self) -> Segment:
        start = self.at
        name: list[str] = []
        escaped = False
        while (char := self.peek()) and char not in ".[":
            if char == "]":
                raise PathError("`]` without `[`", self.at + 1)
            if char == "\\":
                self.at += 1
                char = self.peek()
                if not char:
                    raise PathError("nothing after the backslash", self.at)
                escaped = True
            name.append(char)
            self.at += 1
        word = "".join(name)
        if not word:
            raise PathError("a name is missing", start + 1)
        if escaped:
            return (NAME, word)
        if word == "*":
            return (STAR, None)
        if word == "**":
            return (DEEP, None)
        if "*" in word:
            raise PathError("`*` matches a whole part of a key; write `\\*` for the character itself", start + 1)
        if _INDEX.match(word):
            return (INDEX, int(word))
        return (NAME, word)

    def bracket(self) -> Segment:
        start = self.at
        self.at += 1
        quote = self.peek()
        if quote and quote in "\"'":
            return (NAME, self.quoted(quote, start))
        end = self.text.find("]", self.at)
        if end < 0:
            raise PathError("`[` is never closed", start + 1)
        word = self.text[self.at : end].strip()
        self.at = end + 1
        if word in ("*", "**"):
            return (STAR if word == "*" else DEEP, None)
        if _INDEX.match(word):
            return (INDEX, int(word))
        raise PathError('brackets hold a number, `*`, or a name in quotes (`tags["a.b"]`)', start + 2)

    def quoted(self, quote: str, start: int) -> str:
        self.at += 1
        name: list[str] = []
        while (char := self.peek()) != quote:
            if not char:
                raise PathError(f"the quote {quote} is never closed", start + 2)
            if char == "\\":
                self.at += 1
                char = self.peek()
                if not char:
                    raise PathError("nothing after the backslash", self.at)
            name.append(char)
            self.at += 1
        self.at += 1
        if self.peek() != "]":
            raise PathError("`]` is missing after the quoted name", self.at + 1)
        self.at += 1
        return "".join(name)


_PLAIN_NAME = late(r"[^.\[\]\\*\"'\s]+\Z")


_INDEXES = late(r"\.(?:-?\d+|\*+)(?=[.\[]|$)|\[(?:-?\d+|\*)\]")


@lru_cache(maxsize=4096)
def unindexed(key: str) -> str:
    """Return a key without indexes and wildcards: ``rule.0.bucket`` → ``rule.bucket``."""
    return _INDEXES.sub("", key)


def format_path(path: Iterable[str | int]) -> str:
    """Return the dotted key of a concrete path; names that need it are written in brackets and quotes."""
    return _format_path(tuple(path))


@lru_cache(maxsize=4096)
def _format_path(path: PathKeys) -> str:
    text: list[str] = []
    for key in path:
        if isinstance(key, int):
            text.append(f".{key}" if text else str(key))
        elif _PLAIN_NAME.match(key) and not _INDEX.match(key):
            text.append(f".{key}" if text else key)
        else:
            quoted = key.replace("\\", "\\\\").replace('"', '\\"')
            text.append(f'["{quoted}"]')
    return "".join(text) or SELF_KEY


def flatten(values: Any) -> dict[str, Any]:
    """Return every leaf value, and every empty list or map, by its dotted key."""
    flat: dict[str, Any] = {}
    stack: list[tuple[PathKeys, Any]] = [((), values)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict) and value:
            if isinstance(value, PartialMap):
                stack.append(((*path, "*"), value.missing))
            stack.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list) and value:
            stack.extend(((*path, i), value[i]) for i in range(len(value) - 1, -1, -1))
        elif path:
            flat[format_path(path)] = value
    return flat
