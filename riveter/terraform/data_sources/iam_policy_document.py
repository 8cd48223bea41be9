"""The arguments of `data.aws_iam_policy_document` to the document they describe."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from riveter.core.source import Span
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.data_sources.iam_rendering import (
    LATEST_VERSION,
    LIST_FIELDS,
    PRINCIPAL_FIELDS,
    PolicyError,
    RenderedDocument,
    RenderedStatement,
    one_or_many,
    read_document,
    structural,
    write,
)
from riveter.terraform.lang.arguments import Arguments
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import STRING, ListType, SetType
from riveter.terraform.values.value import is_null

_TEXTS = SetType(STRING)
_OLD_VERSION = "2008-10-17"
_BLOCKS = ("condition", "not_principals", "principals")
_STATEMENT = ("sid", "effect", *(name for name, _ in LIST_FIELDS), *_BLOCKS)
_DOCUMENT = (
    "override_json",
    "override_policy_documents",
    "policy_id",
    "source_json",
    "source_policy_documents",
    "statement",
    "version",
)

COMPUTED = frozenset({"id", "json", "minified_json"})


def attribute(arguments: Arguments, name: str, charge: Callable[[int], None]) -> str | Unknown:
    """Return a computed attribute of the data source: its document, or the id made from it.

    charge: spends budget for the work. Raises `EvaluationError` if the provider would refuse it.
    """
    text = write(_document(arguments, charge).plain(), indent=name != "minified_json")
    charge(_length(text) // 100 + 1)
    if name != "id":
        return text
    if isinstance(text, Unknown):
        return text.derive(type=STRING, not_null=True)
    return str(zlib.crc32(text.encode()))


def _length(text: str | Unknown) -> int:
    return len(text) if isinstance(text, str) else text.minimum_length if isinstance(text, PartialText) else 0


def _document(arguments: Arguments, charge: Callable[[int], None]) -> RenderedDocument:
    arguments.expect(_DOCUMENT)
    merged = RenderedDocument()
    seen: set[str] = set()
    try:
        for number, source in enumerate(_documents(arguments, "source_json", "source_policy_documents", charge)):
            for sid in source.sids():
                if sid in seen:
                    raise PolicyError(
                        f"merging source document {number}: duplicate Sid ({sid}) in source_policy_documents. "
                        "Remove the Sid or ensure Sids are unique"
                    )
                seen.add(sid)
            merged.merge(source, replacing=False)
        merged.merge(_own(arguments, charge), replacing=True)
        for override in _documents(arguments, "override_json", "override_policy_documents", charge):
            merged.merge(override, replacing=True)
    except PolicyError as error:
        raise _refused(str(error), arguments.span) from None
    return merged


def _refused(detail: str, span: Span) -> EvaluationError:
    return EvaluationError("Invalid IAM policy document", f"{detail}.", span)


def _documents(
    arguments: Arguments, deprecated: str, name: str, charge: Callable[[int], None]
) -> Iterator[RenderedDocument]:
    """Yield the documents to merge. The deprecated arguments have the meaning that they had before version 5 of the provider."""
    texts = [arguments.value(deprecated, STRING)]
    given = arguments.value(name, ListType(STRING))
    if isinstance(given, Unknown):
        texts.append(given)
    elif given is not None:
        _no_nulls(given, arguments, name)
        texts.extend(given)
    for text in texts:
        if text is None or text == "":
            continue
        charge(_length(text) // 10 + 1)
        try:
            yield read_document(text)
        except PolicyError as error:
            raise _refused(f"a document of {name} can't be used: {error}", arguments.where(name)) from None


def _own(arguments: Arguments, charge: Callable[[int], None]) -> RenderedDocument:
    version = arguments.value("version", STRING)
    if version is None:
        version = LATEST_VERSION
    if isinstance(version, str) and version not in (LATEST_VERSION, _OLD_VERSION):
        detail = f'expected version to be one of "{_OLD_VERSION}", "{LATEST_VERSION}", got "{version}"'
        raise _refused(detail, arguments.where("version"))
    policy_id = arguments.value("policy_id", STRING)
    document = RenderedDocument(version, "" if policy_id is None else policy_id)
    seen: set[str] = set()
    for block, why in arguments.blocks("statement"):
        charge(1)
        block.expect(_STATEMENT)
        statement = _statement(block, version, charge)
        statement.open = why
        sid = statement.sid
        if isinstance(sid, str) and sid and why is None:
            if sid in seen:
                detail = f"duplicate Sid ({sid}). Remove the Sid or ensure the Sid is unique"
                raise _refused(detail, block.where("sid"))
            seen.add(sid)
        document.statements.append(statement)
    return document


def _statement(block: Arguments, version: Any, charge: Callable[[int], None]) -> RenderedStatement:
    effect = block.value("effect", STRING)
    if effect is None:
        effect = "Allow"
    if isinstance(effect, str) and effect not in ("Allow", "Deny"):
        raise _refused(f'expected effect to be one of "Allow", "Deny", got "{effect}"', block.where("effect"))
    sid = block.value("sid", STRING)
    statement = RenderedStatement("" if sid is None else sid, effect)
    for name, key in LIST_FIELDS:
        value = _texts(block, name, charge)
        if isinstance(value, list) and value:
            value = one_or_many(value)
        if key in ("Resource", "NotResource"):
            value = _with_variables(value, version, block.where(name))  # after sorting, as the provider does
        if value is not None and value != []:
            statement.fields[key] = value
    statement.principals = _principals(block, PRINCIPAL_FIELDS[0][0], version, charge)
    statement.not_principals = _principals(block, PRINCIPAL_FIELDS[1][0], version, charge)
    statement.conditions = _conditions(block, version, charge)
    return statement


def _texts(block: Arguments, name: str, charge: Callable[[int], None], *, required: bool = False) -> Any:
    """Return a set of strings as a list in the provider's order, an `Unknown`, or None."""
    value = block.value(name, _TEXTS, required=required)
    if isinstance(value, tuple):
        charge(len(value))
        _no_nulls(value, block, name)
        return list(value)
    return value


def _no_nulls(values: tuple[Any, ...], block: Arguments, name: str) -> None:
    if any(map(is_null, values)):
        detail = "Null values are not allowed for this attribute value."
        raise EvaluationError("Null value found in list", detail, block.where(name))


def _with_variables(texts: Any, version: Any, span: Span) -> Any:
    """Return the texts with IAM's variables in their own notation: ``&{…}`` is ``${…}``, which Terraform itself would evaluate."""
    if texts is None or (isinstance(texts, Unknown) and not isinstance(texts, PartialText)):
        return texts
    if isinstance(texts, list):
        return [_with_variables(item, version, span) for item in texts]
    known = texts.known_parts if isinstance(texts, PartialText) else (texts,)
    if not any("&{" in part for part in known):
        return texts
    if version == _OLD_VERSION:
        raise _refused(f"found a &{{ sequence, which is not supported in document version {version}", span)
    if isinstance(texts, str):
        return texts.replace("&{", "${")
    parts = tuple(part if isinstance(part, Hole) else part.replace("&{", "${") for part in texts.parts)
    return PartialText(parts, type=STRING)


def _principals(
    block: Arguments, name: str, version: Any, charge: Callable[[int], None]
) -> list[tuple[Any, Any]] | Unknown:
    found: list[tuple[str, tuple[Any, Any]]] = []
    for inner, why in block.blocks(name):
        charge(1)
        inner.expect(("identifiers", "type"))
        if why is not None:
            return structural(why)
        kind = inner.value("type", STRING, required=True)
        as_written = _texts(inner, "identifiers", charge, required=True)
        identifiers: Any = [] if as_written is None else as_written
        identifiers = _with_variables(identifiers, version, inner.where("identifiers"))
        if isinstance(identifiers, list) and len(identifiers) == 1:
            identifiers = identifiers[0]
        found.append((_principal_hash(kind, as_written), (kind, identifiers)))
    return _set(found)


def _conditions(block: Arguments, version: Any, charge: Callable[[int], None]) -> list[tuple[Any, Any, Any]] | Unknown:
    found: list[tuple[str, tuple[Any, Any, Any]]] = []
    for inner, why in block.blocks("condition"):
        charge(1)
        inner.expect(("test", "values", "variable"))
        if why is not None:
            return structural(why)
        test = inner.value("test", STRING, required=True)
        variable = inner.value("variable", STRING, required=True)
        values = inner.value("values", ListType(STRING), required=True)
        if isinstance(values, tuple):
            charge(len(values))
            _no_nulls(values, inner, "values")
            values = list(values)
        code = _condition_hash(test, values, variable)
        values = _with_variables([] if values is None else values, version, inner.where("values"))
        found.append((code, (test, variable, values)))
    return _set(found)


# --- the order of sets of blocks -----------------------------------------------------------------
# The provider keeps these blocks in sets, which its SDK orders by a checksum of their content, as text. It decides in which order the
# identifiers and values of several blocks for one key are joined. Blocks with unknown content have no checksum: they come last.


def _set(blocks: list[tuple[str, Any]]) -> list[Any]:
    known = {code: block for code, block in blocks if code}
    return [*(known[code] for code in sorted(known)), *(block for code, block in blocks if not code)]


def _principal_hash(kind: Any, identifiers: Any) -> str:
    if not isinstance(kind, str) or not _all_known(identifiers):
        return ""
    codes = {_checksum(f"{item};"): item for item in identifiers}
    inner = "".join(f"{codes[code]};" for code in sorted(codes))
    return _checksum(f"identifiers:{{{inner}}};type:{kind};")


def _condition_hash(test: Any, values: Any, variable: Any) -> str:
    if not isinstance(test, str) or not isinstance(variable, str) or not _all_known(values):
        return ""
    inner = "".join(f"{item};" for item in values)
    return _checksum(f"test:{test};values:({inner});variable:{variable};")


def _all_known(texts: Any) -> bool:
    return isinstance(texts, list) and all(isinstance(item, str) for item in texts)


def _checksum(text: str) -> str:
    return str(zlib.crc32(text.encode()))
