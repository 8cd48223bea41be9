"""YAML with positions: a file becomes nodes that know their lines, and what is wrong becomes diagnostics.

Scalars follow YAML 1.2's core schema: `yes`, `on`, `012` and `22:22` are text, so that nothing changes its meaning by the way it
happens to be written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.source import SourceFile, Span

if TYPE_CHECKING:  # is slow to import, and cached files do not need it
    import yaml

MAX_REPEATED = 50_000
MAX_DEPTH = 60
_AMBIGUOUS = frozenset({"yes", "no", "on", "off"})
_INT = late(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = late(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUES = frozenset({"true", "True", "TRUE"})
_FALSES = frozenset({"false", "False", "FALSE"})
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp", "merge", "value", "yaml")
)


class YamlNode:
    """A YAML value and its location. `kind`: `scalar`, `list` or `map`.

    A scalar has `value` (the Python value), `text` (the source text) and `quoted`. A list has `items`. A map has `fields` by key, with the
    spans of the keys in `key_spans`. `broken`: it could not be read, and this was reported. `literal`: for a block scalar (``|``), the line
    of its text and its indentation.
    """

    __slots__ = ("broken", "fields", "items", "key_spans", "kind", "literal", "quoted", "span", "text", "value")

    def __init__(self, kind: str, span: Span, *, broken: bool = False) -> None:
        self.broken = broken
        self.kind = kind
        self.span = span
        self.value: Any = None
        self.text = ""
        self.quoted = False
        self.literal: tuple[int, int] | None = None
        self.items: list[YamlNode] = []
        self.fields: dict[str, YamlNode] = {}
        self.key_spans: dict[str, Span] = {}

    @property
    def ambiguous(self) -> bool:
        """Whether it is a word that other YAML versions read as a bool."""
        return self.kind == "scalar" and not self.quoted and self.text.lower() in _AMBIGUOUS

    @property
    def blank(self) -> bool:
        """Whether nothing is written: YAML reads that as null, but its author has perhaps forgotten something."""
        return self.kind == "scalar" and not self.quoted and not self.text and not self.broken

    def plain(self) -> Any:
        """Return the plain Python value of this node and everything in it."""
        if self.kind == "list":
            return [item.plain() for item in self.items]
        if self.kind == "map":
            return {key: field.plain() for key, field in self.fields.items()}
        return self.value

    def what(self) -> str:
        """Return the kind of value, for messages."""
        if self.kind != "scalar":
            return f"a {self.kind}"
        if self.value is None:
            return "nothing"
        return {bool: "a bool", int: "a number", float: "a number"}.get(type(self.value), "text")


def read_yaml(source: SourceFile, diagnostics: list[Diagnostic]) -> list[YamlNode]:
    """Return the document in a file as nodes: one, several pieces if a syntax error was skipped, or none if nothing could be read.

    Problems are added to `diagnostics`.
    """
    problem = _too_deep(source)
    if problem is not None:
        diagnostics.append(problem)
        return []
    import yaml

    try:
        root = _compose(source.text)
    except yaml.YAMLError as error:
        diagnostics.append(_syntax_error(source, error, 0))
        return _recover(source, diagnostics)
    except RecursionError:
        diagnostics.append(Diagnostic("error", "The file is nested too deeply", "", Span(source.name, 1, 1, 1, 1)))
        return []
    if root is None:
        return []
    return [YamlConverter(source, diagnostics).convert(root)]


def _compose(text: str) -> yaml.Node | None:
    """Compose a document with libyaml, or with PyYAML's own loader if PyYAML was built without it."""
    import yaml

    root: yaml.Node | None = yaml.compose(text, Loader=_loader())
    return root


@lru_cache(maxsize=1)
def _loader() -> Any:
    """Return a loader that leaves words as they are: `plain_scalar` decides what they mean, and trying every pattern takes long."""
    import yaml

    tags = {yaml.ScalarNode: "str", yaml.SequenceNode: "seq", yaml.MappingNode: "map"}

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml's loader is not always there
        def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
            return f"tag:yaml.org,2002:{tags[kind]}"

        def descend_resolver(self, current_node: Any, current_index: Any) -> None: ...

        def ascend_resolver(self) -> None: ...

    return Loader


class YamlConverter:
    """Turns PyYAML's nodes into ours, with bounds on aliases and depth."""

    def __init__(self, source: SourceFile, diagnostics: list[Diagnostic], line_offset: int = 0) -> None:
        self.source = source
        self.diagnostics = diagnostics
        self.repeated = MAX_REPEATED
        self.seen: set[int] = set()
        self.line_offset = line_offset
        self.open: set[int] = set()
        self.reported = False

    def span(self, start: Any, end: Any) -> Span:
        up = self.line_offset + 1
        end_line, end_col = end.line + up, end.column + 1
        if end.column == 0 and end.line > start.line:  # a block ends where the next begins: end it with its last line
            end_line = end.line + up - 1
            end_col = len(self.source.line(end_line)) + 1
        return Span(self.source.name, start.line + up, start.column + 1, end_line, end_col)

    def error(self, span: Span, summary: str, detail: str = "", hint: str = "") -> None:
        self.diagnostics.append(Diagnostic("error", summary, detail, span, hint))

    def convert(self, root: Any, depth: int = 0) -> YamlNode:
        span = self.span(root.start_mark, root.end_mark)
        if id(root) in self.seen:
            self.repeated -= 1
        self.seen.add(id(root))
        if self.repeated < 0 or depth > MAX_DEPTH:
            if not self.reported:
                self.reported = True
                what = (
                    "is nested too deeply"
                    if depth > MAX_DEPTH
                    else f"repeats more than {MAX_REPEATED:,} values by aliases"
                )
                self.error(span, f"The file {what}", "", "Split it, or write it without aliases.")
            return self.scalar_none(span)
        if id(root) in self.open:
            self.error(span, "An alias is inside of the value that it refers to", "", "Write the value out.")
            return self.scalar_none(span)
        if root.tag not in _PLAIN_TAGS:
            self.error(
                span,
                f"YAML tag {_tag(root.tag)} is not allowed",
                "Rule files hold plain values only.",
                "Remove the tag.",
            )
        if root.id == "scalar":
            return self.scalar(root, span)
        self.open.add(id(root))
        node = YamlNode("list" if root.id == "sequence" else "map", span)
        if root.id == "sequence":
            node.items = [self.convert(item, depth + 1) for item in root.value]
        else:
            self.mapping(root, node, depth)
        self.open.discard(id(root))
        return node

    def scalar_none(self, span: Span) -> YamlNode:
        return YamlNode("scalar", span, broken=True)

    def scalar(self, root: Any, span: Span) -> YamlNode:
        node = YamlNode("scalar", span)
        node.text = root.value
        node.quoted = bool(root.style)
        node.value = root.value if node.quoted else plain_scalar(root.value)
        if root.style == "|":
            node.literal = self.literal(root.value, span)
        return node

    def literal(self, text: str, span: Span) -> tuple[int, int] | None:
        """Return the first line of a block scalar's text and its indentation; None if they cannot be determined."""
        lines = text.split("\n")
        blank = next((i for i, line in enumerate(lines) if line), 0)
        first = span.start_line + 1
        written = self.source.line(first + blank)
        return (first, len(written) - len(lines[blank])) if written.endswith(lines[blank]) else None

    def mapping(self, root: yaml.Node, node: YamlNode, depth: int) -> None:
        merged: list[YamlNode] = []
        for key_node, value_node in root.value:
            key_span = self.span(key_node.start_mark, key_node.end_mark)
            if key_node.id != "scalar":
                self.error(
                    key_span,
                    "A key must be plain text",
                    "Here the key is a list or a map.",
                    "Quote it if text is meant.",
                )
                continue
            key = key_node.value
            if key == "<<" and not key_node.style:
                merged.extend(self.merge(value_node, depth))
                continue
            value = self.convert(value_node, depth + 1)
            if key in node.fields:
                first = node.key_spans[key]
                self.error(
                    key_span,
                    f"Key `{clip(key)}` is given twice",
                    f"The first is at line {first.start_line}.",
                    "Remove one of them.",
                )
                continue
            node.fields[key] = value
            node.key_spans[key] = key_span
        for source in merged:
            for key, value in source.fields.items():
                if key not in node.fields:
                    node.fields[key] = value
                    node.key_spans[key] = source.key_spans[key]

    def merge(self, root: yaml.Node, depth: int) -> list[YamlNode]:
        node = self.convert(root, depth + 1)
        sources = node.items if node.kind == "list" else [node]
        for source in sources:
            if source.kind != "map":
                self.error(source.span, "`<<` merges maps only", f"This is {source.what()}.")
        return [source for source in sources if source.kind == "map"]


def plain_scalar(text: str) -> Any:
    """Return the value of an unquoted word."""
    if text in _NULLS:
        return None
    if text in _TRUES:
        return True
    if text in _FALSES:
        return False
    if _INT.match(text):
        return int(text) if len(text) < 400 else text
    if _FLOAT.match(text):
        from decimal import Decimal

        number = float(text)
        # A number that a float can't hold as it is written stays text, which compares as the exact number: 1.30 may be a version.
        exact = Decimal(repr(number)) == Decimal(text)
        return number if exact and (number.is_integer() or not _ENDS_IN_ZERO.match(text)) else text
    return text


def plain_number(text: str) -> Any:
    """Return the value of an unquoted word where a number is wanted: `2.50` is one there, and no version."""
    value = plain_scalar(text)
    if isinstance(value, str) and _ENDS_IN_ZERO.match(text):
        shorter = text.rstrip("0")
        return plain_scalar(shorter + "0" if shorter.endswith(".") else shorter)
    return value


def _tag(tag: str) -> str:
    short = tag.replace("tag:yaml.org,2002:", "!!")
    return f"`{clip(short)}`"


_ENDS_IN_ZERO = late(r"[+-]?[0-9]*\.[0-9]*0\Z")
_ITEM = late(r"( *)- ")
_TOP_KEY = late(r"rules\s*:\s*(#.*)?$")


def _recover(source: SourceFile, diagnostics: list[Diagnostic]) -> list[YamlNode]:
    """Return the readable items of a file with a syntax error: every rule is tried alone. Errors seen so far are not reported twice."""
    import yaml

    lines = source.text.splitlines()
    start = next((i + 1 for i, line in enumerate(lines) if _TOP_KEY.match(line)), 0)
    indent: int | None = None
    starts: list[int] = []
    for i in range(start, len(lines)):
        found = _ITEM.match(lines[i])
        if found and indent is None:
            indent = len(found[1])
        if found and len(found[1]) == indent:
            starts.append(i)
        elif indent is not None and lines[i][:1] not in ("", " ", "#", "-") and start:
            starts.append(i)
            break
    if indent is None:
        return []
    pieces: list[YamlNode] = []
    reported = {(d.span.start_line, d.span.start_col) for d in diagnostics if d.span is not None}
    ends = [*starts[1:], len(lines)]
    for first, last in zip(starts, ends, strict=True):
        if not _ITEM.match(lines[first]):
            continue
        text = "\n".join("" if line.startswith("---") else line for line in lines[first:last]) + "\n"
        try:
            root = _compose(text)
        except (yaml.YAMLError, RecursionError) as error:
            if isinstance(error, yaml.YAMLError):
                problem = _syntax_error(source, error, first)
                if problem.span and (problem.span.start_line, problem.span.start_col) not in reported:
                    _add_unless_near(diagnostics, problem, first + 1, last)
            continue
        if root is not None:
            pieces.append(YamlConverter(source, diagnostics, first).convert(root))
    return pieces


def _add_unless_near(diagnostics: list[Diagnostic], problem: Diagnostic, first: int, last: int) -> None:
    """Add a syntax error, unless the parser of the whole file has already reported one near it."""
    for known in diagnostics:
        if known.span is not None and first <= known.span.start_line <= last + 1:
            return
    diagnostics.append(problem)


def _syntax_error(source: SourceFile, error: yaml.YAMLError, line_offset: int) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None) or ""
    line, column = (mark.line + 1 + line_offset, mark.column + 1) if mark is not None else (1, 1)
    if mark is None and hasattr(error, "position"):
        place = source.position(int(error.position))
        line, column = place.line, place.column
        problem, context = "this character is not allowed in YAML", ""
    words, hint, opens = _in_words(source.line(line), column, str(problem).removeprefix("but "), str(context))
    opened = getattr(error, "context_mark", None)
    if opens and opened is not None:  # the open bracket helps more than the place where the parser noticed it
        line, column = opened.line + 1 + line_offset, opened.column + 1
    at = Span(source.name, line, column, line, column)
    return Diagnostic("error", f"The YAML can't be read: {clip(words, 200)}", "", at, hint)


_FLOW_QUOTE = (
    "Close it. Put a value that holds brackets or quotation marks in single quotes: `{key: 'tags[\"a\"]', …}`."
)


def _in_words(line: str, column: int, problem: str, context: str) -> tuple[str, str, bool]:
    """Return the YAML library's error in plain words, and a hint.

    The last item is true if the error is about the beginning of something.
    """
    rest, before = line[column - 1 :], line[: column - 1]
    if "\t" in before + rest[:1]:
        return "there is a tab instead of spaces", "Indent with spaces: YAML allows no tabs.", False
    if "mapping values are not allowed" in problem:
        return (
            "there is a `:` where no key is allowed",
            "Quote values that hold `: `, and check the indentation.",
            False,
        )
    if "undefined alias" in problem:
        name = rest.split()[0].strip(",]}") if rest.split() else "*"
        return (
            f"there is no anchor before this with the name `&{clip(name[1:], 30)}`",
            f'Quote it if text is meant: "{name}".',
            False,
        )
    if "scanning an alias" in context or "scanning an anchor" in context:
        sign = before[-1:] or "*"
        return f"a value can't begin with `{sign}`", f'Quote it: "{sign}".', False
    if "cannot start any token" in problem:
        return f"a value can't begin with {clip(rest[:1])}", "Quote it.", False
    if "another document" in problem:
        return "a second document begins (`---`)", "Write one document per file.", False
    if "unknown escape" in problem:
        hint = "Write `\\\\` for a backslash in double quotes, or use single ones."
        return f"`{rest[:2]}` is not an escape in double quotes", hint, False
    if "quoted scalar" in context:
        return "the quote is never closed", "Close it. A quote within single quotes is written twice.", True
    if "flow sequence" in context or "flow mapping" in context:
        sign = "[" if "sequence" in context else "{"
        return (
            f"the `{sign}` is never closed, or a comma is missing in it",
            _FLOW_QUOTE if re.search(r"[\w.\]]\[?\"", line) else "Close it, and check its content.",
            True,
        )
    if before[-1:] in ("'", '"') and "block mapping" in context:
        return "there is text after the closing quote", "Write a quote within single quotes twice: 'it''s'.", False
    if "block mapping" in context or "block collection" in context:
        return (
            "this line is not indented like the lines that it belongs to",
            "Indent lines that belong together equally.",
            False,
        )
    if "not allowed in YAML" in problem:
        return problem, "Remove it. Some editors do not show it.", False
    return f"{problem} ({context})" if context else problem, _CHECK, False


_CHECK = "Check the indentation, quotes and brackets around this line."
_BRACKET = late(r"[\[\]{}]")
_CHAIN = late(r"(?:[-?:][ \t]+){61}")
_MAX_BRACKETS = 1000
_MAX_INDENT = 2000


def _too_deep(source: SourceFile) -> Diagnostic | None:
    """Return the diagnostic for a file whose nesting the YAML library would not survive; judged from its text alone."""
    level = 0
    for found in _BRACKET.finditer(source.text):
        level = level + 1 if found[0] in "[{" else max(0, level - 1)
        if level > _MAX_BRACKETS:
            return _depth_error(source, found.start())
    chain = _CHAIN.search(source.text)
    if chain is not None:
        return _depth_error(source, chain.start())
    indent = re.search(rf"^ {{{_MAX_INDENT}}}", source.text, re.MULTILINE)
    return None if indent is None else _depth_error(source, indent.start())


def _depth_error(source: SourceFile, offset: int) -> Diagnostic:
    place = source.position(offset)
    span = Span(source.name, place.line, place.column, place.line, place.column)
    return Diagnostic("error", "The file is nested too deeply", "", span, "Use fewer levels.")
