"""JSON configuration syntax (`.tf.json`, `.tofu.json`) to the nodes of native syntax.

Terraform reads a JSON file by the schema of each place. This module knows the schema of Terraform's own language: the blocks of the top
level and their meta-arguments, and which strings are templates, plain text or references. It does not know provider schemas: in the body of
a resource an object may stand for a nested block or for a value, so it is kept as an attribute, and the block is marked `from_json`. An
object with a `dynamic` block in it is a nested block.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from riveter.hcl.expressions import ExpressionParser
from riveter.hcl.json_reader import (
    JsonArray,
    JsonNumber,
    JsonObject,
    JsonReader,
    JsonString,
    JsonValue,
    JsonWord,
)
from riveter.hcl.json_schema import NESTED, ROOT, BlockShape, StringReading
from riveter.hcl.lexical import CHAIN, MAX_DEPTH, HclSyntaxError
from riveter.hcl.nodes import (
    Attribute,
    Block,
    Body,
    BoolLit,
    Expr,
    Invalid,
    Label,
    NullLit,
    NumberLit,
    ObjectCons,
    ObjectItem,
    StringLit,
    TemplateWrap,
    TupleCons,
    Unary,
    moved,
)
from riveter.hcl.structure import MAX_FAULTS
from riveter.hcl.templates import chain, keyword_or_variable

_match_reference = re.compile(rf"\$\{{[ \t]*({CHAIN})[ \t]*\}}").fullmatch

COMMENT_KEY = "//"

_STRUCTURAL = frozenset(("JSON object expected", "Missing block label"))


class JsonConfiguration:
    """Convert one document to a body. `faults` contains the errors, `lost` the parts without a node."""

    def __init__(self, text: str, stop: Callable[[], bool] | None = None) -> None:
        self.reader = JsonReader(text, stop)
        self.faults: list[HclSyntaxError] = []
        self.lost: list[tuple[int, int]] = []

    def read(self) -> Body:
        """Return the body of the document; as much as could be read of it after an error."""
        document = self.reader.read()
        length = self.reader.length
        attributes: list[Attribute] = []
        blocks: list[Block] = []
        complete = False
        if document is not None:
            complete = self._body(document, ROOT, set(), attributes, blocks, 1)
        if self.reader.fault is not None:
            self.faults.insert(0, self.reader.fault)
            self.lost = [(0, length)]
        return Body(0, length, tuple(attributes), tuple(blocks), (), not complete)

    def _report(self, summary: str, start: int, end: int, detail: str, hint: str = "") -> None:
        # A document that was cut short has values of the wrong kind only for that reason.
        consequence = self.reader.fault is not None and summary in _STRUCTURAL
        if len(self.faults) < MAX_FAULTS and not consequence:
            self.faults.append(HclSyntaxError(summary, start, end, detail, hint))

    def _report_twice(self, name: JsonString, content: JsonValue) -> None:
        self.lost.append((name.start, content.end))
        detail = f'The first "{_short(name.value)}" is used.'
        self._report("Property set twice", name.start, name.end, detail, "Remove one of them.")

    # --- structure ---

    def _body(
        self,
        value: JsonValue,
        shape: BlockShape,
        names: set[str],
        attributes: list[Attribute],
        blocks: list[Block],
        depth: int,
    ) -> bool:
        """Add the content of a body (an object, or an array of objects), and return whether it is complete."""
        if isinstance(value, JsonArray):
            complete = value.complete
            for item in value.items:
                if isinstance(item, JsonObject):
                    complete = self._body(item, shape, names, attributes, blocks, depth) and complete
                else:
                    complete = self._wrong_body(item)
            return complete
        if not isinstance(value, JsonObject):
            return self._wrong_body(value)
        complete = value.complete
        for name, content in value.items:
            if name.value == COMMENT_KEY:
                continue
            inner = shape.blocks.get(name.value)
            if inner is None and "dynamic" in shape.blocks and _holds_dynamic(content):
                inner = NESTED
            if inner is not None:
                complete = self._blocks(name, content, inner, [], blocks, depth) and complete
                continue
            if name.value in names:
                self._report_twice(name, content)
                continue
            names.add(name.value)
            reading = shape.attributes.get(name.value, shape.reading)
            expr = self._expr(content, reading, depth)
            attributes.append(Attribute(name.start, content.end, name.value, expr, name.end))
        return complete

    def _wrong_body(self, value: JsonValue) -> bool:
        self.lost.append((value.start, value.end))
        self._report(
            "JSON object expected",
            value.start,
            value.end,
            "The content of a block is an object, or an array of objects.",
        )
        return False

    def _blocks(
        self,
        name: JsonString,
        value: JsonValue,
        shape: BlockShape,
        labels: list[Label],
        blocks: list[Block],
        depth: int,
    ) -> bool:
        """Add the blocks below a property: a level of objects for every label, then one body or an array of them.

        Return whether nothing of them got lost.
        """
        if len(labels) == len(shape.labels):
            if isinstance(value, JsonArray):
                bodies = [self._block(name, item, shape, labels, blocks, depth, in_array=True) for item in value.items]
                return value.complete and all(bodies)
            if isinstance(value, JsonWord) and value.value is None:
                return True
            return self._block(name, value, shape, labels, blocks, depth, in_array=False)
        what = shape.labels[len(labels)]
        complete, found = True, False
        for item in value.items if isinstance(value, JsonArray) else (value,):
            if not isinstance(item, JsonObject):
                detail = f'The keys of an object here are the {what}s of the "{name.value}" blocks.'
                self._report("JSON object expected", item.start, item.end, detail)
                complete, found = False, True
                continue
            complete, found = complete and item.complete, found or bool(item.items) or not item.complete
            for key, content in item.items:
                label = Label(key.start, key.end, key.value)
                complete = self._blocks(name, content, shape, [*labels, label], blocks, depth + 1) and complete
        if not found:
            detail = f'The keys of an object here are the {what}s of the "{name.value}" blocks; there are none.'
            self._report("Missing block label", value.start, value.end, detail, "Add one, or remove the property.")
        return complete and (not isinstance(value, JsonArray) or value.complete)

    def _block(
        self,
        name: JsonString,
        value: JsonValue,
        shape: BlockShape,
        labels: list[Label],
        blocks: list[Block],
        depth: int,
        *,
        in_array: bool,
    ) -> bool:
        """Add one block. Its body is an object, an array of objects that count as one, or null in an array: an empty block."""
        attributes: list[Attribute] = []
        inner: list[Block] = []
        if isinstance(value, JsonWord) and value.value is None and not shape.names_only:
            complete = True
        elif isinstance(value, JsonObject) or (isinstance(value, JsonArray) and not shape.names_only):
            complete = self._body(value, shape, set(), attributes, inner, depth + 1)
        else:
            return self._wrong_body(value)
        header = labels[-1] if labels else name
        start, header_end = (value.start, value.start + 1) if in_array else (header.start, header.end)
        contents = (tuple(labels), tuple(attributes), tuple(inner))
        blocks.append(Block(start, value.end, name.value, *contents, header_end, True, not complete))
        return True

    # --- expressions ---

    def _expr(self, value: JsonValue, reading: StringReading, depth: int) -> Expr:
        """Return the expression of a value."""
        if isinstance(value, JsonString):
            return self._string(value, reading, depth)
        if isinstance(value, JsonNumber):
            if value.text.startswith("-"):
                return Unary(value.start, value.end, "-", NumberLit(value.start + 1, value.end, value.text[1:]))
            return NumberLit(value.start, value.end, value.text)
        if isinstance(value, JsonWord):
            if value.value is None:
                return NullLit(value.start, value.end)
            return BoolLit(value.start, value.end, value.value)
        if not value.complete:
            return Invalid(value.start, value.end)
        if isinstance(value, JsonArray):
            items = tuple([self._expr(item, reading, depth + 1) for item in value.items])
            return TupleCons(value.start, value.end, items)
        return ObjectCons(value.start, value.end, self._items(value, reading, depth))

    def _items(self, value: JsonObject, reading: StringReading, depth: int) -> tuple[ObjectItem, ...]:
        seen: set[str] = set()
        items: list[ObjectItem] = []
        key_reading = StringReading.REFERENCE if reading is StringReading.REFERENCE_MAP else reading
        for name, content in value.items:
            if name.value in seen:
                self._report_twice(name, content)
                continue
            seen.add(name.value)
            key = self._string(name, key_reading, depth + 1)
            inner = reading
            if reading is StringReading.REQUIREMENT:
                key = StringLit(name.start, name.end, name.value)
                inner = StringReading.REFERENCE if name.value == "configuration_aliases" else StringReading.LITERAL
            items.append(ObjectItem(name.start, content.end, key, self._expr(content, inner, depth + 1)))
        return tuple(items)

    def _string(self, string: JsonString, reading: StringReading, depth: int) -> Expr:
        text = string.value
        if reading in (StringReading.REFERENCE, StringReading.REFERENCE_MAP):
            return self._parsed(string, depth, _read_expression)
        if reading is StringReading.TEMPLATE and "{" in text and ("${" in text or "%{" in text):
            reference = _match_reference(text)
            if reference and string.runs is None:
                at = string.start + 1 + reference.start(1)
                name = reference[1]
                inner = chain(name, at) if "." in name else keyword_or_variable(name, at, at + len(name))
                return TemplateWrap(string.start, string.end, inner)
            return self._parsed(string, depth, ExpressionParser.whole)
        return StringLit(string.start, string.end, text)

    def _parsed(self, string: JsonString, depth: int, read: Callable[[ExpressionParser], Expr]) -> Expr:
        """Return the native syntax in a string, with its offsets in the file."""
        parser = ExpressionParser(string.value)
        parser.embedded = True
        parser.depth = min(depth, MAX_DEPTH)
        try:
            node = read(parser)
        except HclSyntaxError as found:
            fault = parser.comment_error() or found
            self._report(fault.summary, string.offset(fault.start), string.offset(fault.end), fault.detail, fault.hint)
            return Invalid(string.start, string.end)
        placed = moved(node, string.offset)
        # What fills the string takes its quotes too, as in native syntax.
        if read is ExpressionParser.whole:
            fields = [getattr(placed, name) for name in placed.__struct_fields__[2:]]
            return type(placed)(string.start, string.end, *fields)
        return placed


def _read_expression(parser: ExpressionParser) -> Expr:
    node = parser.expression(0, False)
    if parser.pos < parser.length:
        raise parser.unexpected(parser.pos)
    return node


def _holds_dynamic(value: JsonValue) -> bool:
    """Return True if there is a `dynamic` block at any depth: only blocks have these."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, JsonArray):
            stack.extend(item.items)
        elif isinstance(item, JsonObject):
            for name, content in item.items:
                if name.value == "dynamic" and _is_dynamic(content):
                    return True
                stack.append(content)
    return False


def _is_dynamic(value: JsonValue) -> bool:
    by_type = _objects(value)
    made = [made for item in by_type for _, content in item.items for made in _objects(content)]
    return bool(made) and all({"for_each", "content"} <= {name.value for name, _ in item.items} for item in made)


def _objects(value: JsonValue) -> list[JsonObject]:
    items = value.items if isinstance(value, JsonArray) else [value]
    return [item for item in items if isinstance(item, JsonObject)]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "..."
