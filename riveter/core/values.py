"""Values as rules see them: plain Python values and unknown values.

A value is a `str`, `int`, `float`, `bool`, `None`, `list` or `dict` (of the same), or an `Unknown`. Unknown is a separate type, never a
magic string. A string with unknown parts is a `PartialText`, a list of unknown length an `OpenList`.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar, Literal, TypeAlias

from riveter.core.causes import Cause, ComputedAttribute, derived
from riveter.core.patterns import late
from riveter.core.reasons import reason
from riveter.core.source import Span

Keeps: TypeAlias = Literal["nothing", "opaque", "identity"]
"""The properties that a derived unknown keeps, see `Unknown.derive`."""


class Unknown:
    """A value that can't be known statically.

    cause: why not, as data. references: addresses of the resources the value depends on.
    type: the Terraform type, if known (opaque outside `riveter.terraform`). not_null: it is certainly not null.
    symbol: identifies the value. Two unknowns with the same symbol have the same value (None: it has no symbol).
    """

    __slots__ = ("cause", "not_null", "references", "symbol", "type")

    uniform: ClassVar[bool] = True
    """Whether nothing of it is known, so that each part of it is as unknown as the whole."""

    def __init__(
        self,
        cause: Cause,
        references: tuple[str, ...] = (),
        *,
        type: object = None,
        not_null: bool = False,
        symbol: tuple[Any, ...] | None = None,
    ) -> None:
        self.cause = cause
        self.references = references
        self.type = type
        self.not_null = not_null
        self.symbol = symbol

    def derive(
        self,
        *,
        type: object = None,
        not_null: bool = False,
        references: tuple[str, ...] | None = None,
        keeps: Keeps = "nothing",
    ) -> Unknown:
        """Return a new unknown with this one as its cause.

        keeps: ``identity`` for the same value with another type, or an element of it. ``opaque`` for a value that consists only of its
        characters. ``nothing`` for any other value, which may contain text that this one does not.
        """
        cause = self.cause
        if keeps == "nothing" or not self.uniform:
            cause = derived(cause)
        elif keeps == "opaque":
            cause = derived(cause, provider_made=True)
        return Unknown(cause, self.references if references is None else references, type=type, not_null=not_null)

    @property
    def reason(self) -> str:
        """Why it is not known, for people (``var.kms_key_id has no value: variables.tf:14``). Code decides by `cause`."""
        return reason(self.cause)

    @property
    def kind(self) -> str:
        """The stable name of the kind of its cause."""
        return self.cause.kind

    @property
    def span(self) -> Span | None:
        """The place in the source that its cause speaks of."""
        return self.cause.span

    @property
    def opaque(self) -> bool:
        """Return True if the value is an identifier made by the provider, which contains none of the text that a rule searches for."""
        return self.cause.opaque

    def __repr__(self) -> str:
        return f"Unknown({self.cause!r})"

    def __bool__(self) -> bool:
        raise TypeError("an Unknown has no truth value; compare with `is`, or test with isinstance")


def attribute_of(value: Unknown) -> tuple[str, str] | None:
    """Return the resource and the attribute that a computed value is (``aws_kms_key.k``, ``arn``), if it is one and no more than that."""
    cause = value.cause
    if not isinstance(cause, ComputedAttribute) or not value.uniform or not cause.attribute:
        return None
    return cause.address, cause.attribute


NO_ELEMENT: Any = object()
"""Marks a `Hole` that represents exactly one value."""


class Hole:
    """The unknown part of a `PartialText`. `encoded`: the hole is the JSON text of the value, not the text of the value.

    element: the hole (encoded, between the brackets of a JSON array) represents zero or more elements like this one, with their commas.
    `value` says why their number is unknown.
    """

    __slots__ = ("element", "encoded", "value")

    def __init__(self, value: Unknown, *, encoded: bool = False, element: Any = NO_ELEMENT) -> None:
        self.value = value
        self.encoded = encoded
        self.element = element

    @property
    def is_elements(self) -> bool:
        """Return True if it represents any number of elements."""
        return self.element is not NO_ELEMENT

    def __repr__(self) -> str:
        return f"Hole({self.value!r})"


class PartialText(Unknown):
    """A string with holes: known parts are `str`, unknown ones `Hole`. Never null; at least one part is a `Hole`."""

    __slots__ = ("parts",)

    uniform: ClassVar[bool] = False

    def __init__(self, parts: tuple[str | Hole, ...], *, type: object = None) -> None:
        holes = [part.value for part in parts if isinstance(part, Hole)]
        first = next((hole for hole in holes if not hole.opaque), holes[0])
        references = tuple(dict.fromkeys(address for hole in holes for address in hole.references))
        super().__init__(first.cause, references, type=type, not_null=True)
        self.parts = parts

    @property
    def opaque(self) -> bool:
        """Return True if every hole is opaque: then the known parts decide which text it contains."""
        return all(part.value.opaque for part in self.parts if isinstance(part, Hole))

    @property
    def prefix(self) -> str:
        """The known text before the first hole."""
        return self.parts[0] if isinstance(self.parts[0], str) else ""

    @property
    def suffix(self) -> str:
        """The known text after the last hole."""
        return self.parts[-1] if isinstance(self.parts[-1], str) else ""

    @property
    def known_parts(self) -> tuple[str, ...]:
        """The known texts in order."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def minimum_length(self) -> int:
        """The length of the known text."""
        return sum(len(part) for part in self.known_parts)

    def __repr__(self) -> str:
        return f"PartialText({self.parts!r})"


class CompressedText(Unknown):
    """A compressed text: its bytes are unknown, but its original is known, a text or a `PartialText`.

    Only code that undoes the compression, or searches for secrets, may read `content`.
    """

    __slots__ = ("content",)

    def __init__(self, content: str | PartialText, cause: Cause, *, type: object = None) -> None:
        references = content.references if isinstance(content, PartialText) else ()
        super().__init__(cause, references, type=type, not_null=True)
        self.content = content


class OpenList(list[Any]):
    """A list of unknown length: the elements at the indexes in `open` each represent zero or more real ones.

    `open` maps an index to the `Unknown` on which the number of its elements depends.
    """

    __slots__ = ("open",)

    def __init__(self, items: list[Any], open: dict[int, Unknown]) -> None:
        super().__init__(items)
        self.open = open


class AnyOrderList(list[Any]):
    """The elements of a set with unknown ones, whose order depends on these: no index leads to a certain element. `order` says why."""

    __slots__ = ("order",)

    def __init__(self, items: list[Any], order: Unknown) -> None:
        super().__init__(items)
        self.order = order


class PartialMap(dict[str, Any]):
    """A block that could not be read completely: further attributes may exist. `missing` says why."""

    __slots__ = ("missing",)

    def __init__(self, items: dict[str, Any], missing: Unknown) -> None:
        super().__init__(items)
        self.missing = missing


def json_text(value: Any) -> str:
    """Return a known value as JSON, written as Terraform writes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char in "<>&\u2028\u2029":
        if char in text:
            text = text.replace(char, f"\\u{ord(char):04x}")
    return text


Value: TypeAlias = "str | int | float | bool | None | list[Any] | dict[str, Any] | Unknown"
"""A value as rules see it."""

_SPACE = " \t\r\n"
_MARK = late("\ue000(\\d+)\ue001")
_OWN_MARK = late("\ue000|\\\\u[eE]000")
"""Text that would be read as a mark of a hole: the character itself, or its escape in JSON."""


def decode_json(text: str | PartialText) -> Value:
    """Return the document in a JSON string. Holes in it become `Unknown` and `PartialText`.

    Raise `ValueError` if it is not JSON, or if a hole hides its structure.
    """
    if isinstance(text, str):
        known: Value = _loads(text)
        return known
    marked, holes = mark_holes(text)
    filled: Value = _fill(_loads(marked), holes)
    return filled


_ENDS_TOKEN = frozenset(' \t\r\n,:[]{}"')


def is_never_json(text: PartialText) -> bool:
    """Return True if a text is not JSON for any values of its holes."""
    try:
        marked, holes = mark_holes(text)
        json.loads(marked)
    except json.JSONDecodeError as error:
        first = marked.find("\ue000")
        if error.pos < first and not error.msg.startswith("Unterminated"):
            # the error is before all holes, and a hole does not complete it
            return not _ENDS_TOKEN.isdisjoint(marked[error.pos : first])
        return all(hole.value.opaque and not hole.encoded for hole in holes) and _all_in_strings(marked)
    except (ValueError, RecursionError):
        return False
    return False


def _all_in_strings(marked: str) -> bool:
    """Return True if each mark of a hole is inside a JSON string, which an identifier made by a provider never ends."""
    inside = escaped = False
    for char in marked:
        if char == "\ue000" and (not inside or escaped):
            return False
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = inside
        elif char == '"':
            inside = not inside
    return True


def mark_holes(text: PartialText) -> tuple[str, list[Hole]]:
    """Return the text with a mark instead of each hole, as JSON. The number in a mark is the hole's index in the list.

    Raise `ValueError` if the text already contains such marks.
    """
    holes: list[Hole] = []
    pieces: list[str] = []
    between = False  # after a hole for elements of an array, and their commas
    for part in text.parts:
        if isinstance(part, str):
            if _OWN_MARK.search(part):
                raise ValueError("private-use characters in the text")
            if between and part.lstrip(_SPACE)[:1] not in (",", "]", ""):
                pieces.append(",")
            between = between and not part.strip(_SPACE)
            pieces.append(part)
            continue
        elements = part.element is not NO_ELEMENT
        if between or (elements and "".join(pieces[-2:]).rstrip(_SPACE)[-1:] not in ("[", ",", "")):
            pieces.append(",")
        mark = f"\ue000{len(holes)}\ue001"
        holes.append(part)
        pieces.append(f'"{mark}"' if part.encoded else mark)
        between = elements
    return "".join(pieces), holes


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _fill(value: Any, holes: list[Hole]) -> Any:
    if isinstance(value, str):
        if "\ue000" not in value:
            return value
        whole = _MARK.fullmatch(value)
        if whole:
            return holes[int(whole[1])].value
        pieces = _MARK.split(value)
        parts = tuple(Hole(holes[int(p)].value) if i % 2 else p for i, p in enumerate(pieces) if i % 2 or p)
        return PartialText(parts)
    if isinstance(value, list):
        return _fill_list(value, holes)
    if isinstance(value, dict):
        if any("\ue000" in key for key in value):
            raise ValueError("a key of the document is unknown")
        return {key: _fill(item, holes) for key, item in value.items()}
    return value


def _fill_list(items: list[Any], holes: list[Hole]) -> list[Any]:
    """Return the elements; an `OpenList` if a hole represents any number of them."""
    filled = [_fill(item, holes) for item in items]
    opened: dict[int, Unknown] = {}
    for i, item in enumerate(items):
        whole = _MARK.fullmatch(item) if isinstance(item, str) and "\ue000" in item else None
        if whole and (hole := holes[int(whole[1])]).element is not NO_ELEMENT:
            filled[i] = hole.element
            opened[i] = hole.value
    return OpenList(filled, opened) if opened else filled
