"""The arguments of a block with the types a provider gives them: converted, checked, and with the marks they carry gathered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from riveter.core.source import Span
from riveter.core.suggestions import did_you_mean
from riveter.core.values import Unknown
from riveter.terraform.lang.body import EvaluatedBody
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import Type
from riveter.terraform.values.value import LazyObject, TValue, is_null, type_of, unmark, unmark_deep


class Arguments:
    """The arguments of one block, nested blocks included; in JSON syntax these are objects and lists of objects.

    `marks` gathers the marks of every value that was read, also of those in nested blocks.
    """

    def __init__(
        self,
        values: dict[str, tuple[TValue, Span]],
        body: EvaluatedBody | None,
        span: Span,
        unknown: Unknown | None = None,
    ) -> None:
        """Hold the arguments of a block. unknown: the block as a whole is unknown (JSON syntax), and so is every argument."""
        self._values = values
        self._body = body
        self._unknown = unknown
        self.span = span
        self.marks: set[str] = set()

    @classmethod
    def of(cls, body: EvaluatedBody) -> Arguments:
        """Return the arguments of an evaluated block."""
        return cls({name: (field.value, field.span) for name, field in body.fields.items()}, body, body.header_span)

    def expect(self, names: Iterable[str]) -> None:
        """Raise `EvaluationError` for an argument or a block that is none of `names`."""
        known = list(names)
        given = [*self._values, *(self._body.blocks if self._body is not None else ())]
        for name in given:
            if name not in known:
                hint = did_you_mean(name, known, quotes='""')
                detail = f'An argument or block named "{name}" is not expected here. {hint}'.rstrip()
                raise EvaluationError("Unsupported argument", detail, self.where(name), static=True)

    def where(self, name: str) -> Span:
        """Return the span of an argument or of the first nested block with that name; of the block itself if it has neither."""
        if name in self._values:
            return self._values[name][1]
        blocks = self._body.blocks.get(name) if self._body is not None else None
        return blocks.items[0].header_span if blocks is not None and blocks.items else self.span

    def value(self, name: str, want: Type, *, required: bool = False) -> TValue:
        """Return the value of an argument as `want`, without marks; None if it is null or not set.

        Raises `EvaluationError` if it does not convert, or if it is missing but required.
        """
        if name not in self._values:
            if self._unknown is not None:
                return convert(self._unknown, want)
            if required:
                detail = f'The argument "{name}" is required, but no definition was found.'
                raise EvaluationError("Missing required argument", detail, self.span, static=True)
            return None
        value, span = self._values[name]
        try:
            converted = convert(_usable(value), want)
        except ConversionError as error:
            where = f"{error.path}: " if error.path else ""
            detail = f'Inappropriate value for attribute "{name}": {where}{error.message}.'
            raise EvaluationError("Incorrect attribute value type", detail, span) from None
        plain, marks = unmark_deep(converted)
        self.marks |= marks
        return None if is_null(plain) else plain

    def blocks(self, name: str) -> list[tuple[Arguments, Unknown | None]]:
        """Return the nested blocks of a type, each with the reason why it represents any number of blocks (None if it is exactly one)."""
        found: list[tuple[Arguments, Unknown | None]] = []
        if name in self._values:
            value, span = self._values[name]
            found.extend(self._objects(value, span))
        blocks = self._body.blocks.get(name) if self._body is not None else None
        if blocks is not None:
            for index, item in enumerate(blocks.items):
                found.append((self._adopt(Arguments.of(item)), blocks.open.get(index)))
        return found

    def _adopt(self, arguments: Arguments) -> Arguments:
        arguments.marks = self.marks
        return arguments

    def _objects(self, value: TValue, span: Span) -> Iterable[tuple[Arguments, Unknown | None]]:
        """Yield the blocks of JSON syntax: an object is a block, a list of objects several."""
        plain, marks = unmark(value)
        self.marks |= marks
        if is_null(plain):
            return
        if isinstance(plain, Unknown):
            yield self._adopt(Arguments({}, None, span, _usable(plain))), plain
            return
        for item in plain if isinstance(plain, tuple) else (plain,):
            inner, own = unmark(item)
            self.marks |= own
            if isinstance(inner, dict):
                yield self._adopt(Arguments({key: (held, span) for key, held in inner.items()}, None, span)), None
            elif isinstance(inner, Unknown):
                yield self._adopt(Arguments({}, None, span, _usable(inner))), None
            else:
                detail = f"A block needs an object, not a {type_of(inner)}."
                raise EvaluationError("Incorrect JSON value type", detail, span, static=True)


def _usable(value: TValue) -> Any:
    """Return the value; a plain unknown for a resource as a whole."""
    if isinstance(value, LazyObject):
        return value.derive(not_null=True, keeps="identity")
    return value
