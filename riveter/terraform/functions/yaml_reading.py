"""YAML to values, as go-cty-yaml resolves scalars: YAML 1.1 booleans, exact numbers, timestamps as RFC 3339 strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf
from typing import Any

from riveter.terraform.functions.common import go_quote, nfc
from riveter.terraform.functions.timestamps import parse_loose
from riveter.terraform.values.conversion import convert, out_of_range
from riveter.terraform.values.numbers import OutOfRangeError, parse_number
from riveter.terraform.values.types import STRING, friendly_name
from riveter.terraform.values.value import Null, TValue, type_of

MAX_DEPTH = 300
_YAML = "tag:yaml.org,2002:"
_TRUE = frozenset(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"])
_FALSE = frozenset(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"])
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_DECIMAL = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?\Z", re.ASCII)
_BASED = re.compile(r"0(?:o([0-7]+)|x([0-9a-fA-F]+))\Z")
_INFINITY = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\Z")
_MERGE = object()


def decode(text: str, charge: Callable[[int], None], *, merge_sequences: bool = False) -> tuple[TValue, bool]:
    """Return the value of a YAML document. `charge` counts the cost: an alias costs as much as its value.

    merge_sequences: whether a merge key takes a sequence of mappings too, and may be written with its tag. Whether one did or was
    comes back with the value.
    Raises `ValueError` with go-cty-yaml's words.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        reader = _YamlValueReader(yaml.parse(text, Loader=loader), charge, merge_sequences)
        return reader.document(), reader.merged_more
    except yaml.reader.ReaderError as error:
        raise ValueError(_reader_problem(str(error.reason))) from None
    except yaml.MarkedYAMLError as error:
        raise ValueError(_position(error) + str(error.problem)) from None
    except RecursionError:
        raise ValueError("exceeded max depth") from None


def _reader_problem(reason: str) -> str:
    return "control characters are not allowed" if "special characters" in reason else reason


def _position(error: Any) -> str:
    """Return the position of an error as libyaml's Go port gives it: lines count from 0, except in errors of the scanner."""
    import yaml

    mark = error.problem_mark if error.problem_mark is not None and error.problem_mark.line else error.context_mark
    if mark is None or not mark.line:
        return ""
    if isinstance(error, yaml.scanner.ScannerError):
        return f"on line {mark.line + 1}, column 1: "
    return f"on line {mark.line}, column {mark.column + 1}: "


def _at(event: Any, problem: str) -> ValueError:
    mark = event.start_mark
    return ValueError(f"on line {mark.line}, column {mark.column + 1}: {problem}" if mark.line else problem)


class _YamlValueReader:
    """Builds a value from the events of a document."""

    def __init__(self, events: Iterator[Any], charge: Callable[[int], None], merge_sequences: bool) -> None:
        self.merge_sequences = merge_sequences
        self.merged_more = False
        self.events = events
        self.charge = charge
        self.anchors: dict[str, tuple[TValue, int]] = {}
        self.open_anchors: set[str] = set()
        self.size = 0
        self.depth = 0

    def document(self) -> TValue:
        """Return the value of the only document."""
        import yaml

        event = next(self.events)  # the start of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise ValueError("on line 1, column 1: missing start of document")
        if event.version not in (None, (1, 1)):
            raise ValueError("found incompatible YAML document")
        value = self.node(next(self.events))
        event = next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _at(event, "unexpected extra content after value")
        return value

    def node(self, event: Any) -> TValue:
        """Return the value of the node that begins with `event`."""
        import yaml

        self.charge(1)
        self.size += 1
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        anchor = event.anchor
        if anchor is None:
            return self.plain_node(event)
        before = self.size
        self.open_anchors.add(anchor)
        value = self.plain_node(event)
        self.open_anchors.discard(anchor)
        self.anchors[anchor] = (value, self.size - before + 1)
        return value

    def alias(self, event: Any) -> TValue:
        name = event.anchor
        if name in self.open_anchors:
            raise _at(event, f"cannot refer to anchor {go_quote(name)} from inside its own definition")
        if name not in self.anchors:
            raise _at(event, f"reference to undefined anchor {go_quote(name)}")
        value, size = self.anchors[name]
        self.charge(size)
        self.size += size
        return value

    def plain_node(self, event: Any) -> TValue:
        import yaml

        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError("exceeded max depth")
        sequence = isinstance(event, yaml.SequenceStartEvent)
        kind, tag = ("sequence", "seq") if sequence else ("mapping", "map")
        if event.tag is not None and event.tag != _YAML + tag:
            raise ValueError(f"can't interpret {kind} as {event.tag}")
        value = self.sequence() if sequence else self.mapping()
        self.depth -= 1
        return value

    def sequence(self) -> TValue:
        import yaml

        items: list[TValue] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event))
        return tuple(items)

    def is_merge(self, event: Any) -> bool:
        """Return True if the key of a mapping merges the entries of other mappings."""
        if event.tag == _YAML + "merge" and self.merge_sequences:
            self.merged_more = True
            return True
        return event.tag is None and event.value == "<<"

    def mapping(self) -> TValue:
        import yaml

        entries: dict[str, TValue] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _at(event, "only strings are allowed as mapping keys")
            key = _MERGE if self.is_merge(event) else self.node(event)
            if key is None:
                raise _at(event, "mapping key cannot be null")
            value = self.node(next(self.events))
            if key is not _MERGE:
                entries[convert(key, STRING)] = value
            elif isinstance(value, dict):
                entries.update(value)
            elif self.merge_sequences and isinstance(value, tuple) and all(isinstance(item, dict) for item in value):
                self.merged_more = True
                for item in value:  # the last one wins, whatever YAML's specification says
                    entries.update(item)
            else:
                raise _at(event, f"cannot merge {friendly_name(type_of(value))} into mapping")
        return entries


def _scalar(event: Any) -> TValue:
    text, tag = event.value, event.tag
    plain = event.style is None or event.style == ""
    if tag is None:
        if not plain and not text and event.style in "|>":
            return Null(STRING)  # so does go-cty-yaml
        return _resolved(text) if plain else nfc(text)
    kind = tag.removeprefix(_YAML)
    if kind == tag or kind not in ("str", "bool", "int", "float", "timestamp", "null", "binary"):
        raise ValueError(f"unsupported tag {go_quote(tag)}")
    if kind == "str":
        return nfc(text)
    if kind == "null":
        return None if plain else nfc(text)
    problem = f"cannot parse {go_quote(text)} as {tag}"
    if kind == "binary":
        if not _BASE64.match(text.replace("\r", "").replace("\n", "")):
            raise ValueError(f"{problem}: not valid base64")
        return nfc(text)
    value = _resolved(text)
    if value is None:
        return None
    fits = {
        "bool": isinstance(value, bool),
        "timestamp": isinstance(value, str) and parse_loose(text) is not None,
    }.get(kind, not isinstance(value, (str, bool)))
    if not fits:
        raise ValueError(problem)
    return value if plain else nfc(text)


def _resolved(text: str) -> TValue:
    """Return the value of a plain scalar."""
    if text in _NULL:
        return None
    first = text[0]
    if first not in "0123456789+-.":
        return True if text in _TRUE else False if text in _FALSE else nfc(text)
    based = _BASED.match(text)
    if based is not None:
        number = int(based[1], 8) if based[1] else int(based[2], 16)
        if number >= 1 << 64:
            raise ValueError(f"cannot parse {go_quote(text)} as {_YAML}int")
        return number
    if _DECIMAL.match(text):
        try:
            return parse_number(text)
        except OutOfRangeError:
            return out_of_range()
    if text in (".nan", ".NaN", ".NAN"):
        raise ValueError("floating point NaN is not supported")
    if _INFINITY.match(text):
        return -inf if text.startswith("-") else inf
    moment = parse_loose(text)
    return nfc(text) if moment is None else moment.text()
