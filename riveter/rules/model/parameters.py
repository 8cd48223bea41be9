"""Parameters: `{param.x}` in values and messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from riveter.core.patterns import late
from riveter.rules.model.comparison import text_of
from riveter.rules.model.rule import Parameter
from riveter.rules.model.unusable import UnusableValueError

PLACEHOLDER = late(r"\{param\.([A-Za-z_][A-Za-z0-9_-]*)\}")
_MISSPELT = late(r"\$?\{\{?\s*(?:params?|parameters?)\.\s*([A-Za-z_][A-Za-z0-9_-]*)\s*\}\}?", re.IGNORECASE)


class MissingParameterError(ValueError):
    """A parameter without a default that the run does not set."""

    def __init__(self, name: str) -> None:
        super().__init__(f"parameter `{name}` has no value")
        self.name = name


def defaults(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the values of the parameters that have defaults."""
    return {parameter.name: parameter.default for parameter in parameters if not parameter.required}


def unknown_parameters(value: Any, known: Iterable[str]) -> list[str]:
    """Return the parameters a value names that are not among the known ones."""
    known = tuple(known)
    if isinstance(value, str):
        return [name for name in PLACEHOLDER.findall(value) if name not in known]
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [name for item in items for name in unknown_parameters(item, known)]


def misspelt_placeholder(value: Any) -> tuple[str, str] | None:
    """Return the first text in a value that looks like a parameter and is none, and the name in it: ``${param.x}``, ``{ param.x }``."""
    if isinstance(value, str):
        for match in _MISSPELT.finditer(value):
            if not PLACEHOLDER.fullmatch(match[0]):
                return match[0], match[1]
        return None
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for item in items if (found := misspelt_placeholder(item)) is not None), None)


class ListInTextError(UnusableValueError):
    """A list parameter inside other text, where only a regex has a meaning for it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"has the list parameter `{name}` inside other text",
            f"Use a regex (`operator: matches`), or `any` with a condition for each item; `{{param.{name}}}` alone is the list.",
        )


class MapInTextError(UnusableValueError):
    """A map parameter inside of other text, where it has no meaning."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"has the map parameter `{name}` inside of other text",
            f"`{{param.{name}}}` alone is the map. Declare a parameter of its own for a text.",
        )


class ListInCharactersError(UnusableValueError):
    """A list parameter where a regex has characters only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"has the list parameter `{name}` inside a character class or a quotation",
            f"A list means alternatives. Move it out of `[…]` and `\\Q…\\E`: `({{param.{name}}})`.",
        )


def substitute(value: Any, parameters: Mapping[str, Any], *, regex: bool = False) -> Any:
    """Return the value with its parameters filled in; a text that is only a placeholder becomes the parameter with its type.

    regex: the value is a regex; a list inside of it becomes alternatives that match its items as they are written.
    Raises `MissingParameterError`, `ListInTextError` for a list inside of any other text, and `MapInTextError`.
    """
    if isinstance(value, str):
        if "{param." not in value:
            return value
        whole = PLACEHOLDER.fullmatch(value)
        if whole and not (regex and isinstance(_value(whole[1], parameters), list)):
            return _value(whole[1], parameters)
        return PLACEHOLDER.sub(
            lambda found: _in_text(found[1], _value(found[1], parameters), regex, value[: found.start()]), value
        )
    if isinstance(value, list):
        items: list[Any] = []
        for item in value:
            filled = substitute(item, parameters, regex=regex)
            if isinstance(filled, list) and isinstance(item, str):
                items.extend(filled)  # a list parameter inside a list adds its items
            else:
                items.append(filled)
        return items
    if isinstance(value, dict):
        return {key: substitute(item, parameters, regex=regex) for key, item in value.items()}
    return value


def check_places(value: Any, parameters: Sequence[Parameter], *, regex: bool = False) -> None:
    """Check that no list or map parameter is inside of a text that cannot take it, also if it has no value yet.

    Raises `UnusableValueError`.
    """
    values = {parameter.name: _PROBES.get(parameter.type, "x") for parameter in parameters if parameter.required}
    substitute(value, {**defaults(parameters), **values}, regex=regex)


_PROBES: Mapping[str, Any] = {"list": ["x"], "map": {"x": "x"}}
"""A value for each type of parameter that cannot be in every text."""


def _value(name: str, parameters: Mapping[str, Any]) -> Any:
    if name not in parameters:
        raise MissingParameterError(name)
    return parameters[name]


def _in_text(name: str, value: Any, regex: bool, before: str) -> str:
    if isinstance(value, dict):
        raise MapInTextError(name)
    if isinstance(value, list):
        if not regex:
            raise ListInTextError(name)
        if _among_characters(before):
            raise ListInCharactersError(name)
        if any(isinstance(item, (list, dict)) for item in value):
            raise UnusableValueError(f"has the parameter `{name}` in a regex, and not all of its items are texts")
        return f"(?:{'|'.join(re.escape(_as_text(item)) for item in value)})" if value else "[^\\s\\S]"
    return _as_text(value)


def _among_characters(before: str) -> bool:
    """Return True if the place behind a part of a regex is in a character class, in a quotation or behind a backslash."""
    at, members = 0, -1  # where the class begins that is open
    while at < len(before):
        if members < 0 and before.startswith("\\Q", at):
            at = before.find("\\E", at)
            if at < 0:
                return True
        if before[at] == "\\":
            at += 2
            continue
        if members < 0 and before[at] == "[":
            members = at + 2 if before.startswith("[^", at) else at + 1
            at = members
            if before.startswith("]", at):
                at += 1  # the first one is a member
            continue
        if members >= 0 and before.startswith("[:", at) and before.find(":]", at) > 0:
            at = before.find(":]", at) + 1
        elif before[at] == "]":
            members = -1
        at += 1
    return members >= 0 or at > len(before)


def _as_text(value: Any) -> str:
    text = text_of(value)
    if text is not None:
        return text
    import json

    return json.dumps(value)
