"""The messages of failed conditions: message templates, and words for values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from riveter.core.alternatives import Alternatives
from riveter.core.clipping import cut
from riveter.core.patterns import late
from riveter.core.values import PartialText, Unknown
from riveter.rules.model.comparison import number_text, text_of
from riveter.rules.model.rule import Parameter

PLACEHOLDERS = ("address", "actual", "expected", "key", "file", "line", "type", "name")
_PLACEHOLDER = late(r"\{\{|\}\}|\{([a-z_]+(?:\.[A-Za-z0-9_-]+)?)\}")
_IN_BRACES = late(r"\{\{|\}\}|\{(\s*[A-Za-z_][A-Za-z0-9_.-]*\s*)\}")
"""Text that is written as a placeholder, or nearly."""
SENSITIVE = "(sensitive)"
MAX_TEXT = 4096
MAX_ITEMS = 200


def check_template(template: str, parameters: Iterable[Parameter]) -> list[tuple[str, str]]:
    """Return what is wrong with a message template: pairs of problem and hint."""
    from riveter.core.yaml_fields import nearest

    names = [parameter.name for parameter in parameters]
    problems = []
    for found in _IN_BRACES.finditer(template):
        name = found[1]
        if name is None or name in PLACEHOLDERS:
            continue
        if name != name.strip():
            problems.append((f"A placeholder has no spaces: `{{{name}}}`", f"Write `{{{name.strip()}}}`."))
            continue
        if name.startswith("param."):
            if name[6:] not in names:
                hint = nearest(name[6:], names) if names else "Declare it in `parameters:` at the top of the file."
                problems.append((f"Unknown parameter `{name[6:]}` in a message", hint))
            continue
        known = [*PLACEHOLDERS, *(f"param.{n}" for n in names)]
        problems.append(
            (f"Unknown placeholder `{{{name}}}` in a message", nearest(name, known) + " Write `{{` for a brace.")
        )
    return problems


def render(template: str, values: Mapping[str, Any], parameters: Mapping[str, Any]) -> str:
    """Return a message with its placeholders filled."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        value = parameters.get(name[6:]) if name.startswith("param.") else values.get(name)
        return words(value)

    return _PLACEHOLDER.sub(fill, template) if "{" in template else template


def words(value: Any, size: int = 120) -> str:
    """Return a value in a sentence: short, on one line."""
    text = value if isinstance(value, str) else text_of(value)
    if text is None:
        if value is None:
            return "not set"
        import json

        text = json.dumps(value, ensure_ascii=False, default=str)
    text = encodable(" ".join(text[: 8 * size].split()))
    return cut(text, size)


def encodable(text: str) -> str:
    """Return text that can be written as UTF-8. JSON documents may hold halves of surrogate pairs."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(value: Any, depth: int = 0, *, unknown: Callable[[Unknown], Any] | None = None) -> Any:
    """Return a value as plain JSON, shortened if it is very large. Unknown parts are null, or the result of `unknown`."""
    if isinstance(value, Unknown):
        return None if unknown is None else unknown(value)
    if isinstance(value, str):
        return encodable(cut(value, MAX_TEXT + 1))
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value.adjusted()) < 300
        return int(value) if whole else float(value)
    if isinstance(value, dict):
        if depth > 40:
            return "…"
        return {
            encodable(key): plain(item, depth + 1, unknown=unknown) for key, item in list(value.items())[:MAX_ITEMS]
        }
    if isinstance(value, (list, tuple)):
        return "…" if depth > 40 else [plain(item, depth + 1, unknown=unknown) for item in value[:MAX_ITEMS]]
    return value


def partial_words(value: PartialText, size: int = 120) -> str:
    """Return a text in a sentence, with an ellipsis for each part that is not known."""
    return words("".join(part if isinstance(part, str) else "…" for part in value.parts), size)


def found_words(value: Any, sensitive: bool) -> str:
    """Return the actual value in words, for the default message: ``is false``, ``is "a"``, ``is not set``."""
    if sensitive:
        return f"is {SENSITIVE}"
    if value is None:
        return "is not set"
    if isinstance(value, PartialText):
        return f'is "{partial_words(value, 80)}"'
    if isinstance(value, Alternatives):
        return f"is {alternatives_words(value) or 'not known'}"
    if isinstance(value, Unknown):
        return "is not known"
    if isinstance(value, str):
        return f'is "{words(value, 80)}"'
    return f"is {shown_words(value)}"


def shown_words(value: Any, size: int = 80) -> str:
    """Return a value in a sentence. Unknown parts are ``(unknown)``, and an ellipsis within a text; texts have quotes."""
    import json

    text = json.dumps(plain(value, unknown=_shown_part), ensure_ascii=False, default=str)
    return words(text.replace(f'"{_PART}"', "(unknown)"), size)


def known_words(value: Any, size: int = 80) -> str:
    """Return the known part of a value, as `shown_words`; empty if there is none."""
    if isinstance(value, Alternatives):
        return alternatives_words(value)
    return "" if isinstance(value, Unknown) and not isinstance(value, PartialText) else shown_words(value, size)


_PART = "\ue000"


def _shown_part(value: Unknown) -> str:
    return partial_words(value, MAX_TEXT) if isinstance(value, PartialText) else _PART


def alternatives_words(value: Alternatives) -> str:
    """Return the possible values: ``either "a" or "b"``; empty if one of them is unknown."""
    if any(isinstance(option, Unknown) for option in value.values):
        return ""
    shown = dict.fromkeys(found_words(option, False)[3:] for option in value.values)
    return "either " + " or ".join(shown)


def expected_words(value: Any) -> str:
    """Return the value of the rule, for the default message."""
    if isinstance(value, str):
        return f'"{words(value, 80)}"'
    if isinstance(value, Decimal):
        return number_text(value)
    if value is None:
        return "null"
    if isinstance(value, list):
        return ", ".join(expected_words(item) for item in value[:10]) + (", …" if len(value) > 10 else "")
    return words(plain(value), 80)


def demand(phrase: str, value: Any, group: str = "") -> str:
    """Return the requirement of an operator with the rule's value: ``be between 1 and 5``.

    `{0}` and `{1}` in the phrase are replaced by the two items of the value, `{days}` by a time. Otherwise the value follows the phrase.
    """
    if "{0}" in phrase and isinstance(value, list) and len(value) == 2:
        return phrase.replace("{0}", expected_words(value[0])).replace("{1}", expected_words(value[1]))
    if "{days}" in phrase:
        text = words(value) if isinstance(value, str) and value[-1:].isalpha() else f"{words(value)} days"
        return phrase.replace("{days}", text)
    if group == "IAM":
        return f"{phrase} {query_words(value)}"
    if group == "references":
        return f"{phrase} {' or '.join(words(item) for item in (value if isinstance(value, list) else [value]))}"
    return f"{phrase.replace(' {0} and {1}', '')} {expected_words(value)}"


def opposite_phrase(phrase: str) -> str:
    """Return the phrase of the opposite operator."""
    if phrase.startswith("not "):
        return phrase[4:]
    return _OPPOSITES.get(phrase, f"not {phrase}")


_OPPOSITES = {"contain none of": "contain any of", "have no duplicates": "have duplicates"}


def _requested(item: Any) -> str:
    """Return one action, resource or principal of a question; a map is a resource by how it is connected."""
    if not isinstance(item, dict):
        return str(item)
    types, via = item.get("resource_type"), item.get("via")
    words = " or ".join(types) if isinstance(types, list) else str(types)
    way = f" through {' → '.join(via) if isinstance(via, list) else via}" if via else ""
    after = f" (with {item['suffix']} after its ARN)" if item.get("suffix") else ""
    return f"this resource{after}" if item.get("this") else f"the {words} connected{way}{after}"


def query_words(value: Any) -> str:
    """Return the question of an IAM operator: ``kms:Decrypt on arn:… to *``."""
    if not isinstance(value, dict):
        return ", ".join(str(item) for item in value) if isinstance(value, list) else words(value)
    parts = []
    elements = (("actions", ""), ("resources", "on "), ("principals", "to "))
    members = (("accounts", "accounts "), ("organizations", "organizations "), ("services", "services "))
    for key, before in (*elements, *members):
        items = value.get(key)
        if items:
            listed = [_requested(item) for item in (items if isinstance(items, list) else [items])]
            parts.append(before + ", ".join(listed[:10]) + (", …" if len(listed) > 10 else ""))
    levels = value.get("levels")
    if levels:
        parts.append(f"{' or '.join(levels if isinstance(levels, list) else [levels])} actions that can be restricted")
    if value.get("without_condition"):
        parts.append("without a condition")
    when = value.get("when")
    if isinstance(when, dict):
        facts = (
            f"there is no {key}" if item is None else f"{key} is {expected_words(item)}" for key, item in when.items()
        )
        parts.append("where " + " and ".join(facts))
    return " ".join(parts)
