"""Parameters: `{param.x}` in values and messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from riveter.core.patterns import late
from riveter.rules.model.comparison import text_of
from riveter.rules.model.rule import Parameter

PLACEHOLDER = late(r"\{param\.([A-Za-z_][A-Za-z0-9_-]*)\}")


class MissingParameterError(ValueError):
    """A parameter without a default that the run does not set."""

    def __init__(self, name: str) -> None:
        super().__init__(f"parameter `{name}` has no value")
        self.name = name


def defaults(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The values of the parameters that have defaults."""
    return {parameter.name: parameter.default for parameter in parameters if not parameter.required}


def unknown_parameters(value: Any, known: Iterable[str]) -> list[str]:
    """The parameters a value names that are not among the known ones."""
    known = tuple(known)
    if isinstance(value, str):
        return [name for name in PLACEHOLDER.findall(value) if name not in known]
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [name for item in items for name in unknown_parameters(item, known)]


def substitute(value: Any, parameters: Mapping[str, Any]) -> Any:
    """The value with its parameters filled in; a text that is only a placeholder becomes the parameter with its type.

    Raises `MissingParameterError`.
    """
    if isinstance(value, str):
        if "{param." not in value:
            return value
        whole = PLACEHOLDER.fullmatch(value)
        if whole:
            return _value(whole[1], parameters)
        return PLACEHOLDER.sub(lambda found: _as_text(_value(found[1], parameters)), value)
    if isinstance(value, list):
        items: list[Any] = []
        for item in value:
            filled = substitute(item, parameters)
            if isinstance(filled, list) and isinstance(item, str):
                items.extend(filled)  # a list parameter inside a list adds its items
            else:
                items.append(filled)
        return items
    if isinstance(value, dict):
        return {key: substitute(item, parameters) for key, item in value.items()}
    return value


def _value(name: str, parameters: Mapping[str, Any]) -> Any:
    if name not in parameters:
        raise MissingParameterError(name)
    return parameters[name]


def _as_text(value: Any) -> str:
    text = text_of(value)
    if text is not None:
        return text
    import json

    return json.dumps(value)
