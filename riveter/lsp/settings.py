"""The settings of a client: in `initializationOptions`, and in the section ``riveter`` of its configuration."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Settings(msgspec.Struct, frozen=True, rename="camel"):
    """What a client may choose.

    environment: the name of the one that counts, of those of the config; empty: all. unknowns: how verdicts that are not known are shown.
    inlay_hints, code_lens: whether there are any. trusted: whether the files of the workspace may say how it is judged: if not, neither
    its config, nor its rules, nor its suppression comments count, and variables of the environment are not read. debounce: for so many
    milliseconds without a change diagnostics wait. status: whether the client takes the notification `riveter/status`.
    """

    environment: str = ""
    unknowns: Literal["information", "hint", "hidden"] = "information"
    inlay_hints: bool = True
    code_lens: bool = True
    trusted: bool = True
    debounce: int = 100
    status: bool = False


_AT_START = frozenset({"trusted", "status"})
"""Only the client itself decides these, when it starts the server. Its configuration may come from the workspace."""


def changed(settings: Settings, given: Any, *, start: bool = False) -> Settings:
    """Return settings with those that a client gives. What cannot be used is left out: a client may have others of that name.

    start: whether it gives them with the start of the server.
    """
    if not isinstance(given, dict):
        return settings
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if field.encode_name in given and (start or field.name not in _AT_START):
            try:
                fields[field.name] = msgspec.convert(given[field.encode_name], field.type)
            except msgspec.ValidationError:
                continue
    return msgspec.structs.replace(settings, **fields)
