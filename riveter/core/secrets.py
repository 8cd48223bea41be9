"""The secrets of a run: texts that no output may show, and the places of the source where they are written.

A secret of eight characters or more is masked in every text that holds it. A shorter one (``""``, ``"a"``, ``"true"``) is masked only where
it is a value itself. Otherwise such a default would mask most of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from riveter.core.alternatives import Alternatives, Option
from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.secret_texts import LEAST, SecretFinder, forms
from riveter.core.source import Span
from riveter.core.values import Hole, PartialMap, PartialText, Unknown

MASK = "(sensitive)"
MAX_DERIVED = 20_000
MAX_DERIVED_CHARACTERS = 16 * 1024 * 1024
"""The maximum size of texts made from secrets that are kept; the secrets in them are masked anyway."""

_MAX_KEPT = 4096
_INSTANCE_KEY = late(r'\["((?:[^"\\]|\\.)*)"\]')
_WORD = late(r"[a-z_]+")
_CHARACTER = late(r"\S")

T = TypeVar("T")


class Secrets:
    """The secrets of one run: they are added when they are found, and masked in all output."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}  # to what is shown instead
        self._places: dict[str, set[tuple[int, int]]] = {}
        self._numbers: dict[tuple[str, str], dict[str, str]] = {}
        self._finder: SecretFinder | None = None
        self._masked: dict[str, str] = {}
        self._derived = 0
        self._derived_characters = 0
        self.digests: set[str] = set()
        """Checksums of files and long texts. They look random, but are not secrets."""

    def __bool__(self) -> bool:
        return bool(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    # -- what is secret ---------------------------------------------------------------------------

    def add(self, text: str) -> None:
        """Add a secret text, as it is and as other texts write it."""
        if len(text) >= LEAST and text not in self._texts and text != MASK:
            self.add_forms(forms(text))

    def add_forms(self, texts: Iterable[str]) -> None:
        """Add secret texts, each just as it is."""
        size = len(self._texts)
        for text in texts:
            if len(text) >= LEAST and not text.isspace():
                self._texts.setdefault(text, MASK)
        if len(self._texts) != size:
            self._finder = None
            self._masked.clear()

    def add_value(self, value: Any) -> None:
        """Add the texts in a secret value. The keys of maps are none: most of them are names of attributes."""
        stack = [value]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                self.add(item)
            elif isinstance(item, (int, float)) and not isinstance(item, bool):
                self.add(str(item))
            elif isinstance(item, PartialText):
                stack.extend(item.known_parts)
                stack.extend(each.value for each in item.parts if isinstance(each, Hole))
            elif isinstance(item, Alternatives):
                stack.extend(item.values)
            elif isinstance(item, dict):
                stack.extend(item.values())
            elif isinstance(item, (list, tuple)):
                stack.extend(item)

    def add_derived(self, text: Any) -> None:
        """Add a text that was made of secrets."""
        parts = (text,) if isinstance(text, str) else text.known_parts if isinstance(text, PartialText) else ()
        for part in parts:
            if self._derived < MAX_DERIVED and self._derived_characters < MAX_DERIVED_CHARACTERS:
                self._derived += 1
                self._derived_characters += len(part)
                self.add_forms((part,))

    def add_digest(self, text: str) -> None:
        """Add a checksum that is not a secret."""
        if len(self.digests) < MAX_DERIVED:
            self.digests.add(text)

    def texts(self) -> list[str]:
        """Return every secret text, in the order in which they were added."""
        return [text for text, shown in self._texts.items() if shown == MASK]

    def add_place(self, file: str, start: int, end: int) -> None:
        """Add a part of a source file that is secret, whatever its length."""
        self._places.setdefault(file, set()).add((start, end))

    def places(self, file: str) -> Iterable[tuple[int, int]]:
        """Return the parts of a source file that are secrets."""
        return self._places.get(file, ())

    # -- addresses --------------------------------------------------------------------------------

    def number_instances(self, root: str, addresses: Iterable[str]) -> None:
        """Assign numbers to instances whose key contains a secret, so that they stay distinct: ``a.b["(sensitive 1)"]``."""
        for address in addresses:
            shown = self._numbered(root, address)
            if shown != address:
                self._texts[address] = shown
                self._finder = None
        if self._finder is None:
            self._masked.clear()

    def _numbered(self, root: str, address: str) -> str:
        if '["' not in address or not self._texts:
            return address

        def number(found: re.Match[str]) -> str:
            if self._mask(found[1]) == found[1]:
                return found[0]
            known = self._numbers.setdefault((root, address[: found.start()]), {})
            return f'["{known.setdefault(found[1], f"(sensitive {len(known) + 1})")}"]'

        return _INSTANCE_KEY.sub(number, address)

    # -- what is shown ----------------------------------------------------------------------------

    def mask(self, text: str) -> str:
        """Return the text without secrets."""
        if not self._texts or ("…" not in text and not self._found().may_be_in(text)):
            return text
        shown = self._masked.get(text)
        if shown is None:
            shown = self._mask(text)
            if "…" in shown and len(shown) < 20_000:
                shown = self._without_cut(shown)
            if len(self._masked) < _MAX_KEPT and len(text) < 10_000:
                self._masked[text] = shown
        return shown

    def mask_key(self, key: str) -> str:
        """Return a dotted key without secrets. A plain word in it is the name of an attribute, and may be a password somewhere."""
        return self._mask(key, words=False) if self._texts and self._found().may_be_in(key) else key

    def stars(self, text: str) -> str:
        """Return the text with stars for the characters of secrets. Lines and columns do not change."""
        parts: list[str] = []
        at = 0
        for start, end in self._found().spans(text) if self._texts else ():
            parts += [text[at:start], _CHARACTER.sub("*", text[start:end])]
            at = end
        return "".join([*parts, text[at:]]) if parts else text

    def masked(self, value: T) -> T:
        """Return a value or struct without secrets, at any depth. Return the same object if it contains none."""
        return self._value(value, 0) if self._texts else value

    def struct(self, value: T, *, without: Iterable[str] = (), keys: Iterable[str] = ()) -> T:
        """Return a struct without secrets, or the same object if it contains none.

        without: fields that stay. keys: fields that are dotted keys.
        """
        if not self._texts:
            return value
        assert isinstance(value, msgspec.Struct)
        changed = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            if old and old is not True and name not in without:
                new = self.mask_key(old) if name in keys else self._value(old, 1)
                if new is not old:
                    changed[name] = new
        return msgspec.structs.replace(value, **changed) if changed else value

    def diagnostics(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics without secrets."""
        return [self.struct(item, without=("severity", "span")) for item in found]

    def _value(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            return self.mask(value)
        if value is None or isinstance(value, (bool, Span)) or depth > 100:
            return value
        if isinstance(value, (int, float, Decimal)):
            return MASK if self._is_in_number(value) else value
        if isinstance(value, PartialText):
            return _like_text(value, self.mask)
        if isinstance(value, Alternatives):
            options = [Option(guard, self._value(item, depth + 1)) for guard, item in value.options]
            return Alternatives(options, value, type=value.type, whole=self._value(value.whole, depth + 1))
        if isinstance(value, Unknown):
            return value
        if isinstance(value, dict):
            return self._dict(value, depth)
        if isinstance(value, (list, tuple)):
            items = [self._value(item, depth + 1) for item in value]
            if all(new is old for new, old in zip(items, value, strict=True)):
                return value
            return items if isinstance(value, list) else tuple(items)
        return self.struct(value) if isinstance(value, msgspec.Struct) else value

    def _is_in_number(self, value: int | float | Decimal) -> bool:
        if abs(value) < 10 ** (LEAST - 1) and isinstance(value, int):
            return False
        digits = str(value)
        return self.mask(digits) != digits

    def _dict(self, value: dict[Any, Any], depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        changed = False
        for key, item in value.items():
            shown = self.mask_key(key) if isinstance(key, str) else key
            if shown != key:
                changed, number = True, 2
                while shown in result:
                    shown = f"(sensitive {number})"
                    number += 1
            result[shown] = self._value(item, depth + 1)
            changed = changed or result[shown] is not item
        if not changed:
            return value
        return PartialMap(result, value.missing) if isinstance(value, PartialMap) else result

    def _found(self) -> SecretFinder:
        if self._finder is None:
            self._finder = SecretFinder(self._texts)
        return self._finder

    def _mask(self, text: str, *, words: bool = True) -> str:
        parts: list[str] = []
        at = 0
        for start, end in self._found().spans(text):
            secret = text[start:end]
            if words or not _WORD.fullmatch(secret):
                parts += [text[at:start], self._texts.get(secret, MASK)]
                at = end
        return "".join([*parts, text[at:]]) if parts else text

    def _without_cut(self, text: str) -> str:
        """Return the text without parts of secrets at an ellipsis where the text was cut."""
        finder = self._found()
        pieces = text.split("…")
        for index, piece in enumerate(pieces):
            if index < len(pieces) - 1:
                kept = piece.rstrip(" ")
                size = finder.end_of_cut(kept)
                piece = kept[: len(kept) - size] + MASK + piece[len(kept) :] if size else piece
            if index:
                rest = piece.lstrip(" ")
                size = finder.beginning_of_cut(rest)
                piece = piece[: len(piece) - len(rest)] + MASK + rest[size:] if size else piece
            pieces[index] = piece
        return "…".join(pieces)


def _like_text(value: PartialText, change: Any) -> PartialText:
    parts = tuple([change(part) if isinstance(part, str) else part for part in value.parts])
    return value if parts == value.parts else PartialText(parts, type=value.type)
