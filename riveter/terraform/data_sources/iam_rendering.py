"""IAM policy documents as `data.aws_iam_policy_document` merges and writes them.

The model follows the AWS provider (5.100), down to its order of keys and elements, with one thing more: parts may be unknown. A
text may be an `Unknown` or a `PartialText`; a statement may represent any number of statements. In a list that the provider sorts, the
known elements come first, in its order, then the unknown ones in the order of the source, because their position is not known.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from riveter.core.alternatives import Alternatives, ImpossibleError, Option, Refused, combinations, under
from riveter.core.causes import ReplacedStatement
from riveter.core.values import Hole, OpenList, PartialText, Unknown, decode_json
from riveter.terraform.functions.json_text import escape
from riveter.terraform.values.equality import may_equal
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import text_with_holes

LIST_FIELDS = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)
PRINCIPAL_FIELDS = (("principals", "Principal"), ("not_principals", "NotPrincipal"))
MAX_STATEMENTS = 20_000
"""Documents of more statements, after merging, are refused: AWS takes a few dozen."""


class PolicyError(Exception):
    """Report a document that the provider refuses."""


class RenderedStatement:
    """One statement. Every field may be an `Unknown`.

    sid, effect: empty when there is none. fields: ``Action``, ``NotAction``, ``Resource``, ``NotResource`` as they will be written.
    principals, not_principals: (type, identifiers), where identifiers are a text, a list of texts or an `Unknown` list.
    conditions: (test, variable, values), where values are a list of texts or an `Unknown` list.
    open: why this represents any number of statements (including none), None if it is exactly one. whole: the statement, if not even its
    structure is known.
    """

    __slots__ = ("conditions", "effect", "fields", "not_principals", "open", "principals", "sid", "whole")

    def __init__(self, sid: Any = "", effect: Any = "") -> None:
        self.sid = sid
        self.effect = effect
        self.fields: dict[str, Any] = {}
        self.principals: list[tuple[Any, Any]] | Unknown = []
        self.not_principals: list[tuple[Any, Any]] | Unknown = []
        self.conditions: list[tuple[Any, Any, Any]] | Unknown = []
        self.open: Unknown | None = None
        self.whole: Unknown | None = None

    @classmethod
    def unknown(cls, why: Unknown, *, many: bool) -> RenderedStatement:
        """Return a statement of which nothing is known; `many`: it represents any number of them."""
        statement = cls(why)
        statement.whole = structural(why)
        statement.open = why if many else None
        return statement

    def plain(self) -> Any:
        """Return the statement as a plain value, keys in the provider's order."""
        if self.whole is not None:
            return self.whole
        result: dict[str, Any] = {}
        if self.sid != "":
            result["Sid"] = self.sid
        if self.effect != "":
            result["Effect"] = self.effect
        result.update((name, self.fields[name]) for _, name in LIST_FIELDS if name in self.fields)
        for value, (_, name) in ((self.principals, PRINCIPAL_FIELDS[0]), (self.not_principals, PRINCIPAL_FIELDS[1])):
            if isinstance(value, Unknown) or value:
                result[name] = _principals(value)
        if isinstance(self.conditions, Unknown) or self.conditions:
            result["Condition"] = _conditions(self.conditions)
        return result


class RenderedDocument:
    """A policy document that others can be merged into. version, id: a text, empty if there is none, or an `Unknown`."""

    def __init__(self, version: Any = "", id: Any = "", statements: Iterable[RenderedStatement] = ()) -> None:
        self.version = version
        self.id = id
        self.statements = list(statements)
        self._by_sid: dict[str, int] = {}
        self._other_places: dict[str, list[int]] = {}
        self._unknown_sids: list[int] = []

    @classmethod
    def unknown(cls, why: Unknown) -> RenderedDocument:
        """Return a document of which nothing is known."""
        return cls(structural(why), structural(why), [RenderedStatement.unknown(why, many=True)])

    def merge(self, other: RenderedDocument, *, replacing: bool) -> None:
        """Add the statements of `other`; a statement replaces an earlier one with the same Sid.

        `replacing`: False if equal Sids are an error, so that an unknown Sid certainly differs from the others.
        """
        self.id = _later(self.id, other.id)
        self.version = _greater(self.version, other.version)
        if len(self.statements) + len(other.statements) > MAX_STATEMENTS:
            raise PolicyError(f"the policy document has more than {MAX_STATEMENTS:,} statements")
        for statement in other.statements:
            self._put(statement, replacing)

    def _put(self, new: RenderedStatement, replacing: bool) -> None:
        sid = new.sid
        if isinstance(sid, str) and sid:
            at = self._by_sid.get(sid)
            if at is not None and new.open is None:
                old = self.statements[at]
                if old.open is None:
                    self.statements[at] = new
                    for position in self._other_places.get(sid, ()):
                        self.statements[position] = _opened(new, self.statements[position].open)
                    return
                # It takes the place of the old one where that is, the last place where it is not.
                self.statements[at] = _opened(new, old.open)
                self._other_places.setdefault(sid, []).append(at)
                self._by_sid[sid] = len(self.statements)
                self.statements.append(new)
                return
            if at is not None:
                self._may_be_replaced(at, new)
            if replacing:
                for position in self._unknown_sids:
                    if _may_be(self.statements[position].sid, sid):
                        self._may_be_replaced(position, new)
            self._by_sid[sid] = len(self.statements)
        elif isinstance(sid, Unknown):
            if replacing:
                for known, position in self._by_sid.items():
                    if _may_be(sid, known):
                        self._may_be_replaced(position, new)
                for position in self._unknown_sids:
                    self._may_be_replaced(position, new)
            self._unknown_sids.append(len(self.statements))
        self.statements.append(new)

    def _may_be_replaced(self, position: int, by: RenderedStatement) -> None:
        """Mark a statement whose Sid may equal that of another: it may not be there."""
        old = self.statements[position]
        if old.open is None:
            old.open = by.open if by.open is not None else _reason(by.sid if isinstance(by.sid, Unknown) else old.sid)

    def plain(self) -> dict[str, Any]:
        """Return the document as a plain value, keys in the provider's order."""
        result: dict[str, Any] = {}
        if self.version != "":
            result["Version"] = self.version
        if self.id != "":
            result["Id"] = self.id
        if self.statements:
            opened = {i: item.open for i, item in enumerate(self.statements) if item.open is not None}
            plain = [item.plain() for item in self.statements]
            result["Statement"] = OpenList(plain, opened) if opened else plain
        return result

    def sids(self) -> list[str]:
        """Return the known Sids that are not empty, of the statements that certainly exist."""
        return [item.sid for item in self.statements if item.open is None and isinstance(item.sid, str) and item.sid]


def structural(why: Unknown) -> Unknown:
    """Return an unknown part of a document: it is not an identifier and may be any text, whatever it depends on."""
    return why.derive()


def _opened(statement: RenderedStatement, why: Unknown | None) -> RenderedStatement:
    """Return the same statement, which may be there or not."""
    same = copy.copy(statement)
    same.open = why
    return same


def _reason(sid: Any) -> Unknown:
    return sid if isinstance(sid, Unknown) else Unknown(ReplacedStatement())


def _may_be(unknown: Any, text: str) -> bool:
    if isinstance(unknown, PartialText):
        return may_equal(unknown, text)
    return isinstance(unknown, Unknown)


def _later(old: Any, new: Any) -> Any:
    return old if new == "" and not isinstance(new, Unknown) else new


def _greater(old: Any, new: Any) -> Any:
    for one, other in ((old, new), (new, old)):
        if isinstance(one, Unknown):
            return other if other == LATEST_VERSION and not isinstance(one, PartialText) else one
    return max(old, new)


LATEST_VERSION = "2012-10-17"
"""No policy language is newer: an unknown version can't be greater."""


def one_or_many(texts: Sequence[Any]) -> Any:
    """Return the actions or resources of a statement: a single one stands alone, several are sorted from last to first."""
    return texts[0] if len(texts) == 1 else sort_descending(texts)


def sort_descending(texts: Sequence[Any]) -> list[Any]:
    """Sort known texts in descending order of their UTF-8 bytes. Unknown ones follow in their order."""
    known = sorted((item for item in texts if isinstance(item, str)), reverse=True)
    rest = [(at, item) for at, item in enumerate(texts) if not isinstance(item, str)]
    items = [*known, *(item for _, item in rest)]
    if isinstance(texts, OpenList):
        return OpenList(items, {len(known) + i: texts.open[at] for i, (at, _) in enumerate(rest) if at in texts.open})
    return items


def _principals(pairs: list[tuple[Any, Any]] | Unknown) -> Any:
    if isinstance(pairs, Unknown):
        return pairs
    unknown = next((kind for kind, _ in pairs if isinstance(kind, Unknown)), None)
    if unknown is not None:
        either = _either(pairs)
        return structural(unknown) if either is None else either
    if len(pairs) == 1 and pairs[0][0] == "*" and pairs[0][1] in ("*", ["*"]):
        return "*"
    result: dict[str, Any] = {}
    for kind, identifiers in pairs:
        ordered = sort_descending(identifiers) if isinstance(identifiers, list) else identifiers
        result[kind] = _joined(result[kind], ordered) if kind in result else ordered
    return {kind: result[kind] for kind in sorted(result)}


def _either(pairs: list[tuple[Any, Any]]) -> Alternatives | None:
    """Return the principals if each type is one of a few; None if one of them may be any text."""
    kinds = [kind for kind, _ in pairs if isinstance(kind, Unknown)]
    known = [kind for kind in kinds if isinstance(kind, Alternatives)]
    guards = combinations(known) if len(known) == len(kinds) else None
    options: list[Option] = []
    for guard in guards or ():
        try:
            chosen = [(under(kind, guard), _identifiers(under(identifiers, guard))) for kind, identifiers in pairs]
        except ImpossibleError:
            continue
        refused = next((kind for kind, _ in chosen if isinstance(kind, Refused)), None)
        if refused is not None:
            options.append(Option(guard, refused))
        elif any(not isinstance(kind, str) or is_unknown_list(names) for kind, names in chosen):
            return None
        else:
            options.append(Option(guard, _as_value(_principals(chosen))))
    return Alternatives(options, kinds[0]) if options else None


def _identifiers(value: Any) -> Any:
    """Return the identifiers of an alternative as they are written: one of them is no list."""
    if isinstance(value, tuple):
        value = list(value)
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _as_value(principals: Any) -> Any:
    """Return principals as a value of Terraform, where lists are tuples."""
    if not isinstance(principals, dict):
        return principals
    return {kind: tuple(names) if isinstance(names, list) else names for kind, names in principals.items()}


def _joined(present: Any, more: Any) -> Any:
    """Return two texts or lists of texts as one list. An unknown list becomes an element that represents any number."""
    items: list[Any] = []
    opened: dict[int, Unknown] = {}
    for part in (present, more):
        if isinstance(part, list):
            if isinstance(part, OpenList):
                opened.update({len(items) + at: why for at, why in part.open.items()})
            items.extend(part)
        else:
            if is_unknown_list(part):
                opened[len(items)] = part
            items.append(part)
    return OpenList(items, opened) if opened else items


def is_unknown_list(value: Any) -> bool:
    """Return True if an unknown represents a list rather than one text."""
    return isinstance(value, Unknown) and not isinstance(value, PartialText) and value.type != STRING


def _conditions(triples: list[tuple[Any, Any, Any]] | Unknown) -> Any:
    if isinstance(triples, Unknown):
        return triples
    result: dict[str, Any] = {}
    for test, variable, values in triples:
        if isinstance(test, Unknown):
            return structural(test)
        tests = result.setdefault(test, {})
        if isinstance(tests, Unknown):
            continue
        if isinstance(variable, Unknown):
            result[test] = structural(variable)  # a key that is not known hides the others: they may be equal
        else:
            tests[variable] = _joined(tests.get(variable, []), values)
    for test in result:
        if isinstance(result[test], dict):
            result[test] = {name: _single(result[test][name]) for name in sorted(result[test])}
    return {test: result[test] for test in sorted(result)}


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


# --- reading -------------------------------------------------------------------------------------


def read_document(text: str | Unknown) -> RenderedDocument:
    """Return the document that a JSON text (perhaps with holes) holds, as Go reads it: names in any case, unknown ones left out.

    Raises `PolicyError` for what the provider refuses.
    """
    if isinstance(text, Unknown) and not isinstance(text, PartialText):
        return RenderedDocument.unknown(text)
    try:
        raw = decode_json(text)
    except ValueError as error:
        if isinstance(text, PartialText):
            return RenderedDocument.unknown(text)
        raise PolicyError(f"it is not JSON: {error}") from None
    if isinstance(raw, Unknown):
        return RenderedDocument.unknown(raw)
    if raw is None:
        return RenderedDocument()
    if not isinstance(raw, dict):
        raise PolicyError(f"a policy document is a JSON object, not {_kind(raw)}")
    document = RenderedDocument()
    for key, value in raw.items():
        name = key.lower()
        if name == "version":
            document.version = _text(value, "Version")
        elif name == "id":
            document.id = _text(value, "Id")
        elif name == "statement":
            document.statements = _read_statements(value)
    return document


def _read_statements(value: Any) -> list[RenderedStatement]:
    if value is None:
        return []
    if isinstance(value, Unknown):
        return [RenderedStatement.unknown(value, many=True)]
    if not isinstance(value, list):
        raise PolicyError(f"Statement must be a list, not {_kind(value)}")
    opened = value.open if isinstance(value, OpenList) else {}
    result = []
    for index, item in enumerate(value):
        if isinstance(item, Unknown):
            statement = RenderedStatement.unknown(item, many=False)
        elif isinstance(item, dict):
            statement = _read_statement(item)
        else:
            raise PolicyError(f"a statement must be an object, not {_kind(item)}")
        statement.open = opened.get(index)
        result.append(statement)
    return result


_FIELD_NAMES = {name.lower(): name for _, name in LIST_FIELDS}


def _read_statement(raw: dict[str, Any]) -> RenderedStatement:
    statement = RenderedStatement()
    for key, value in raw.items():
        name = key.lower()
        if name == "sid":
            statement.sid = _text(value, "Sid")
        elif name == "effect":
            statement.effect = _text(value, "Effect")
        elif name in _FIELD_NAMES:
            if value is None:
                statement.fields.pop(_FIELD_NAMES[name], None)
            else:
                statement.fields[_FIELD_NAMES[name]] = _by_key(value)
        elif name == "principal":
            statement.principals = _read_principals(value, "Principal")
        elif name == "notprincipal":
            statement.not_principals = _read_principals(value, "NotPrincipal")
        elif name == "condition":
            statement.conditions = _read_conditions(value)
    return statement


def _by_key(value: Any) -> Any:
    """Return the value with the keys of its objects in order, as Go writes maps."""
    if isinstance(value, dict):
        return {key: _by_key(value[key]) for key in sorted(value)}
    if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        items = [_by_key(item) for item in value]
        return OpenList(items, value.open) if isinstance(value, OpenList) else items
    return value


def _text(value: Any, name: str) -> Any:
    if value is None:
        return ""
    if isinstance(value, (str, Unknown)):
        return value
    raise PolicyError(f"{name} must be a string, not {_kind(value)}")


def _read_principals(value: Any, name: str) -> list[tuple[Any, Any]] | Unknown:
    if isinstance(value, (str, PartialText)):
        return [("*", ["*"])]
    if isinstance(value, Unknown):
        return value if isinstance(value, Alternatives) else structural(value)
    if not isinstance(value, dict):
        raise PolicyError(f"{name} must be a string or an object, not {_kind(value)}")
    result: list[tuple[Any, Any]] = []
    for kind, identifiers in value.items():
        if not isinstance(identifiers, (str, list, Unknown)):
            raise PolicyError(f"the identifiers of {name} must be strings, not {_kind(identifiers)}")
        if isinstance(identifiers, list):
            for item in identifiers:
                if not isinstance(item, (str, Unknown)):
                    raise PolicyError(f"the identifiers of {name} must be strings, not {_kind(item)}")
        result.append((kind, identifiers))
    return result


def _read_conditions(value: Any) -> list[tuple[Any, Any, Any]] | Unknown:
    if value is None:
        return []
    if isinstance(value, Unknown):
        return structural(value)
    if not isinstance(value, dict):
        raise PolicyError(f"Condition must be an object, not {_kind(value)}")
    result: list[tuple[Any, Any, Any]] = []
    for test, variables in value.items():
        if isinstance(variables, Unknown):
            result.append((test, structural(variables), []))
            continue
        if variables is None:
            continue
        if not isinstance(variables, dict):
            raise PolicyError(f"the condition {test} must be an object, not {_kind(variables)}")
        for variable, given in variables.items():
            values = _read_values(given, variable)
            if values is not None:
                result.append((test, variable, values))
    return result


def _read_values(given: Any, variable: str) -> Any:
    if isinstance(given, bool):
        return ["true" if given else "false"]
    if isinstance(given, (str, PartialText)):
        return [given]
    if isinstance(given, Unknown):
        return given
    if isinstance(given, list):
        for item in given:
            if not isinstance(item, (str, Unknown)):
                raise PolicyError(f"the values of the condition on {variable} must be strings, not {_kind(item)}")
        return given
    return None  # the provider drops numbers, nulls and objects without a word


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return {str: "a string", list: "a list", dict: "an object", type(None): "null"}.get(type(value), "an unknown value")


# --- writing -------------------------------------------------------------------------------------


def write(value: Any, *, indent: bool) -> str | Unknown:
    """Return the JSON text of a plain value as Go writes it, two spaces an indentation; unknown parts become holes."""
    parts: list[str | Unknown] = []
    _write(value, parts, "\n" if indent else "", ": " if indent else ":")
    return text_with_holes(parts)


def _write(value: Any, parts: list[str | Unknown], line: str, colon: str) -> None:
    if isinstance(value, str):
        parts.append(f'"{escape(value)}"')
    elif isinstance(value, PartialText):
        parts.append('"')
        parts.extend(_escaped(value))
        parts.append('"')
    elif isinstance(value, Unknown):
        parts.append(PartialText((Hole(value, encoded=True),), type=STRING))
    elif isinstance(value, dict):
        _write_items("{}", value, parts, line, colon)
    elif isinstance(value, list):
        _write_items("[]", value, parts, line, colon)
    elif value is None or isinstance(value, bool):
        parts.append("null" if value is None else str(value).lower())
    else:
        parts.append(_number(value))


def _write_items(brackets: str, value: Any, parts: list[str | Unknown], line: str, colon: str) -> None:
    if not value:
        parts.append(brackets)
        return
    inner = line + "  " if line else ""
    opened = value.open if isinstance(value, OpenList) else {}
    separator = brackets[0]
    for key in value if isinstance(value, dict) else range(len(value)):
        parts.append(separator + inner)
        separator = ","
        item = value[key]
        if isinstance(value, dict):
            parts.append(f'"{escape(str(key))}"{colon}')
        elif key in opened:
            parts.append(PartialText((Hole(opened[key], encoded=True, element=item),), type=STRING))
            continue
        _write(item, parts, inner, colon)
    parts.append(line + brackets[1])


def _escaped(text: PartialText) -> Iterable[str | Unknown]:
    for part in text.parts:
        if isinstance(part, str):
            yield escape(part)
        else:
            yield PartialText((Hole(part.value),), type=STRING)


def _number(value: int | float) -> str:
    """Return a number as Go writes the float64 it reads every JSON number into."""
    try:
        number = float(value)
    except OverflowError:
        raise PolicyError("a number is out of range") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise PolicyError("a number is out of range")
    mantissa, _, exponent = repr(number).partition("e")
    if 1e-6 <= abs(number) < 1e21 or number == 0:
        if exponent:
            return format(number, "f").rstrip("0").rstrip(".") if number < 1 else str(int(number))
        return mantissa.removesuffix(".0")
    if not exponent:  # pragma: no cover - Python switches to exponents earlier than Go
        return mantissa
    sign, digits = exponent[0] if exponent[0] in "+-" else "+", exponent.lstrip("+-").lstrip("0")
    return f"{mantissa.removesuffix('.0')}e{sign}{digits if sign == '-' else digits.zfill(2)}"
