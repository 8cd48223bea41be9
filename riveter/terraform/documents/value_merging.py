"""Merge the values of a plan or state with those that only the configuration knows."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from riveter.core.alternatives import (
    Alternatives,
    Option,
    as_presumed,
    fresh_symbol,
    is_none_of,
    is_one_of,
    presumed,
)
from riveter.core.causes import (
    Cause,
    ChecksumOnly,
    ComputedAttribute,
    DataSource,
    DeferredArgument,
    NotRecorded,
    SpentBudget,
    UnseenExpression,
    WorkLimit,
)
from riveter.core.digests import sha1
from riveter.core.paths import format_path
from riveter.core.values import PartialMap, Unknown
from riveter.core.versions import ranges
from riveter.provider_schema.defaults import NOT_KNOWN
from riveter.resource import PathKeys
from riveter.terraform.documents.block_matching import UNSURE, match_blocks, passed_on, written_in
from riveter.terraform.documents.envelope import decode
from riveter.terraform.documents.masks import has_true, step
from riveter.terraform.documents.recorded_instance import InstanceContext, RecordedResource
from riveter.terraform.documents.value_sources import ValueSources
from riveter.terraform.modules.provider_values import is_identifier
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.values.types import BOOL, NUMBER, STRING, Type

MAX_DEPTH = 100
"""Values nested more deeply than this are cut off: no provider's schema comes near it."""

_NULL = {"constant_value": None}
_CHECKSUM = re.compile("[0-9a-f]{40}")
_PLAIN = ("bool", "number")
_PRIMITIVES: dict[str, Type] = {"bool": BOOL, "number": NUMBER, "string": STRING}
_IDENTIFIERS: frozenset[PathKeys] = frozenset({("id",), ("arn",)})


class ValueMerger:
    """Merge the known values of a document with the unknown ones.

    `written` is, at each place, the expressions of a block or the expression of an argument as the configuration part of a plan has them;
    None where the block is known not to have the argument, `UNSURE` where that is not known (in blocks made by `dynamic`, for one).
    """

    def __init__(
        self,
        resource: RecordedResource,
        explains: InstanceContext,
        schemas: Schemas | None,
        filled: dict[PathKeys, Any],
    ) -> None:
        self.resource = resource
        self._filled = filled
        self._entry = resource.entry
        self._explains = explains
        self._schemas = schemas
        self._edges: dict[str, list[str]] | None = None
        self._tagged = False
        self._mask: Any = UNSURE

    def attributes(
        self, known: dict[str, Any], unknown: dict[str, Any], written: Any, shape: Any, path: PathKeys = ()
    ) -> dict[str, Any]:
        """Return the attributes and blocks of a block."""
        result: dict[str, Any] = {}
        if not path:
            self._tagged = known.get("tags") is not None or bool(unknown.get("tags"))
        sure = isinstance(written, dict)
        # what the configuration gives no value is not set there, whatever is written
        complete = isinstance(shape, dict) and not isinstance(shape, PartialMap)
        if not isinstance(shape, dict):
            shape = {}

        def absent(name: str) -> bool:
            return complete and shape.get(name) is None

        def written_as(name: str) -> Any:
            if absent(name):
                return None
            given = written.get(name) if sure else UNSURE
            return None if given == _NULL else given

        for name, value in known.items():
            mask = unknown.get(name)
            given = written_as(name)
            is_set = (sure and given is not None) or name in shape
            if isinstance(value, (str, int, float)) and mask is not True:  # most of them
                here = (*path, name)
                unsaid = given is None or (
                    given is UNSURE and value is False and not is_set and self._is_as_blocks(path)
                )
                if unsaid and value != "" and self.left_out(here, unknown=False):
                    self._filled[here] = value
                elif name == "user_data" and isinstance(value, str) and _CHECKSUM.fullmatch(value):
                    configured = shape.get(name)
                    if configured is None and isinstance(given, dict):
                        configured = given.get("constant_value")
                    result[name] = self.behind_checksum(value, configured, (*path, name))
                elif value != "" or is_set:
                    result[name] = value if value != "" else self._unless_ignored(value, given, (*path, name))
                    if shape.get(name) is None and self._may_be_filled_in(value, given, here):
                        result[name] = self._or_null(value, here)
                        self._filled[here] = value
                continue
            if value is None and not mask:
                if given is not None and given is not UNSURE and self.is_write_only((*path, name)):
                    result[name] = self.write_only(given, shape.get(name), (*path, name))
                elif (ignored := self._unless_ignored(None, given, (*path, name))) is not None:
                    result[name] = ignored
                elif (empty := _written_empty(given, shape.get(name))) is not None:
                    result[name] = empty
                continue
            merged = self.argument(value, mask, given, shape.get(name), (*path, name), absent(name))
            if merged is not None and (is_set or merged not in ([], {})):
                result[name] = merged
        for name, given in written.items() if sure else ():
            if name not in known and not unknown.get(name):
                if (ignored := self._unless_ignored(None, given, (*path, name))) is not None:
                    result[name] = ignored
                elif (empty := _written_empty(given, shape.get(name))) is not None:
                    result[name] = empty
        for name, mask in unknown.items():
            if mask and name not in known:
                merged = self.argument(None, mask, written_as(name), shape.get(name), (*path, name), absent(name))
                if merged is not None:
                    result[name] = merged
        return result

    def argument(self, known: Any, unknown: Any, written: Any, shape: Any, path: PathKeys, absent: bool) -> Any:
        """Return the value of an argument or of the blocks of one type; None if it is absent.

        absent: the source does not have it. If the source has an empty list (a `dynamic` block without blocks), the result is empty too.
        """
        empty = shape == []
        if unknown is True and shape is None and self._chooses_null(written, path):
            written = None
        if (
            unknown is True
            and (empty or (written is None and shape is None))
            and self.left_out(path, unknown=True, absent=absent or empty)
        ):
            return shape
        omitted = written is None and shape is None and not has_true(unknown)
        if omitted and isinstance(known, (list, dict)) and known and self._is_filled_in(path):
            self._filled[path] = known  # a list or map
            return None
        return self.value(known, unknown, written, shape, path, argument=True)

    def _is_filled_in(self, path: PathKeys) -> bool:
        """Return True if the list or map of an argument without an expression is one that the provider made."""
        if self._schemas is None or path == ("tags_all",):
            return False
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names)
        return attribute is not None and attribute.computed and self.left_out(path, unknown=False)

    def _chooses_null(self, written: Any, path: PathKeys) -> bool:
        """Return True if the expression of an argument that the provider may compute certainly gives null.

        All its references are known, so its value is known too, and a provider keeps a given value. Functions like `uuid` return only
        texts.
        """
        references = written.get("references") if isinstance(written, dict) else None
        if not references or self._schemas is None:
            return False
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names)
        if attribute is None or not (attribute.optional and attribute.computed) or attribute.type not in _PLAIN:
            return False
        return self._sources(references).known

    def _may_be_filled_in(self, value: Any, written: Any, path: PathKeys) -> bool:
        """Return True if the expression of an argument may give null, so that its value is the provider's default.

        It does if all that it refers to is null, except where a function or a condition gives the same value. What else it refers to may be
        null as well, such as `each.value`.
        """
        references = written.get("references") if isinstance(written, dict) else None
        if not references or self._schemas is None or self.resource.evaluated() is not None:
            return False
        sources = self._sources(references)
        if sources.given:
            return False
        type, names = self._entry.type, tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(type, names)
        if attribute is None or not attribute.optional or attribute.computed:
            return False
        default = self._schemas.planned(type, names, ranges(self._explains.version_constraints(type.partition("_")[0])))
        if default is NOT_KNOWN:
            return sources.null
        return default is not None and str(default) == str(value)

    def _or_null(self, value: Any, path: PathKeys) -> Alternatives:
        """Return a value that may also be absent, as far as a document shows."""
        symbol = fresh_symbol()
        cause = Unknown(UnseenExpression(self._entry.address, format_path(path), ""), (self._entry.address,))
        options = (Option(is_one_of(symbol, True), value), Option(is_none_of(symbol, True), None))
        return Alternatives(options, cause, type=self._primitive(path))

    def _sources(self, references: Iterable[Any]) -> ValueSources:
        return self._explains.sources([item for item in references if isinstance(item, str)])

    def left_out(self, path: PathKeys, *, unknown: bool, absent: bool = False) -> bool:
        """Return True if an argument without an expression was omitted, so that its value in the document is the provider's.

        An argument that the provider never computes then has its default. One that it may compute is the provider's too if the resource is
        created or replaced. Later, the service may still have it from an earlier configuration. A plan lists no `dynamic` blocks; the
        source shows that there are none.
        """
        if self._schemas is None or path in _IDENTIFIERS:
            return False
        if path == ("tags_all",) and (self._tagged or "default_tags" in (self._explains.provider_arguments() or {})):
            return False
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names)
        created = "create" in self._entry.actions
        if attribute is None:
            block = self._schemas.block_nesting(self._entry.type, names) is not None
            return unknown and created and block and (absent or not self._explains.may_be_dynamic())
        if not attribute.optional or (attribute.as_blocks and not unknown):
            return False
        # an unknown value that this schema does not expect comes from a version of the provider in which the argument is computed
        return created if attribute.computed or unknown else True

    def _unless_ignored(self, planned: Any, given: Any, path: PathKeys) -> Any:
        """Return the constant of an argument if the provider ignores it: it plans null or an empty text. Otherwise, return that.

        Providers ignore arguments of a feature that is turned off. In the configuration, they are set all the same.
        """
        constant = given.get("constant_value") if isinstance(given, dict) else None
        if constant is None or not isinstance(constant, (str, int, float)) or self._schemas is None:
            return planned
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names)
        if attribute is None or attribute.sensitive or "create" not in self._entry.actions:
            return planned
        return constant

    def is_write_only(self, path: PathKeys) -> bool:
        """Return True if documents never hold an argument."""
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names) if self._schemas is not None else None
        return attribute is not None and attribute.write_only

    def write_only(self, written: Any, shape: Any, path: PathKeys) -> Any:
        """Return the value of a write-only argument that the configuration sets."""
        if shape is not None:
            return shape
        if isinstance(written, dict) and written.get("constant_value") is not None:
            return written["constant_value"]
        references = written.get("references") if isinstance(written, dict) else None
        cause = NotRecorded(self._entry.address, format_path(path))
        not_null = self._sources(references or ()).never_null(chosen=True)
        return Unknown(cause, (self._entry.address,), not_null=not_null)

    def behind_checksum(self, checksum: str, configured: Any, path: PathKeys) -> Any:
        """Return the user data if the provider records only its checksum and the configuration has it."""
        if isinstance(configured, str) and checksum in _checksums(configured):
            return configured
        if isinstance(configured, Unknown):
            return configured
        return Unknown(ChecksumOnly(self._entry.address, format_path(path)), (self._entry.address,), not_null=True)

    def value(
        self, known: Any, unknown: Any, written: Any, shape: Any, path: PathKeys, *, argument: bool = False
    ) -> Any:
        """Return the value at a path; None if it is absent. argument: it is an argument of a block, not an element of a value."""
        if len(path) > MAX_DEPTH:
            return Unknown(SpentBudget(WorkLimit.DEPTH))
        if unknown is True:
            return self.unknown(written, shape, path, argument)
        if isinstance(known, list) or (known is None and isinstance(unknown, list) and has_true(unknown)):
            return self.elements(known or [], unknown if isinstance(unknown, list) else [], written, shape, path)
        if isinstance(known, dict) or (known is None and isinstance(unknown, dict) and has_true(unknown)):
            return self.entries(known or {}, unknown if isinstance(unknown, dict) else {}, written, shape, path)
        return known

    def elements(self, known: list[Any], unknown: list[Any], written: Any, shape: Any, path: PathKeys) -> list[Any]:
        """Return the elements of a list: of values, or the blocks of one type."""
        result: list[Any] = []
        if isinstance(written, dict) and "constant_value" in written:
            written = self._as_blocks(written["constant_value"], path)
        order = match_blocks(known, shape, unknown)
        for index in range(max(len(known), len(unknown))):
            item = known[index] if index < len(known) else None
            mask = unknown[index] if index < len(unknown) else None
            match = order[index] if index < len(order) else None
            below = shape[match] if match is not None else None
            if isinstance(item, dict) and mask is not True:
                masks = mask if isinstance(mask, dict) else {}
                inner = written_in(written, item, len(known), self._rewriting((*path, index)))
                result.append(self.attributes(item, masks, inner, below, (*path, index)))
            else:
                result.append(self.value(item, mask, passed_on(written), below, (*path, index)))
        return result

    def _as_blocks(self, constant: Any, path: PathKeys) -> Any:
        """Return what is written in the elements of a constant list: a plan shows blocks of some attributes as such a list."""
        if not self._is_as_blocks(path) or not isinstance(constant, list):
            return {"constant_value": constant}
        return [
            {name: {"constant_value": value} for name, value in item.items()}
            for item in constant
            if isinstance(item, dict)
        ]

    def _is_as_blocks(self, path: PathKeys) -> bool:
        """Return True at an attribute that is written as blocks: in a plan, its elements have what nobody wrote, too."""
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names) if self._schemas is not None and names else None
        return attribute is not None and attribute.as_blocks

    def _rewriting(self, path: PathKeys) -> Callable[[str, str], str]:
        """Return the function that rewrites the text of an argument as the provider does."""
        names = tuple([key for key in path if isinstance(key, str)])

        def planned(name: str, text: str) -> str:
            rewriting = self._schemas.rewriting(self._entry.type, (*names, name)) if self._schemas is not None else None
            return text if rewriting is None else rewriting.text(text)

        return planned

    def entries(
        self, known: dict[str, Any], unknown: dict[str, Any], written: Any, shape: Any, path: PathKeys
    ) -> dict[str, Any]:
        """Return the elements of a map or object: only nulls are absent."""
        result: dict[str, Any] = {}
        passed = passed_on(written)
        for name in [*known, *(name for name in unknown if name not in known)]:
            below = shape.get(name) if isinstance(shape, dict) else None
            value = self.value(known.get(name), unknown.get(name), passed, below, (*path, name))
            if value is not None:
                result[name] = value
        return result

    def unknown(self, written: Any, shape: Any, path: PathKeys, argument: bool) -> Any:
        """Return the value that represents one that is known after apply.

        The configuration knows most of it. Without the configuration, a value that it sets is certainly not null, but may be any text made
        from its references. A simple value that only the provider sets counts as an identifier, which contains none of the text that a rule
        searches for. It is then absent as in configuration, but not known to be absent.
        """
        if shape is not None and _tells_more(shape):
            return shape
        entry = self._entry
        cause: Cause = DeferredArgument(entry.address, format_path(path))
        if isinstance(written, dict):
            if (constant := written.get("constant_value")) is not None:
                return constant  # the provider takes an empty value for none
            if (text := self.document(written, path)) is not None:
                # the configuration gives it without waiting for what the document depends on
                return shape if isinstance(shape, str) and as_presumed(text) == shape else text
        if isinstance(written, (dict, list)):
            references = tuple(self.edges().get(str(path[0]), ()))
            named = written.get("references") if isinstance(written, dict) else None
            if named and not self._sources(named).of_one_resource:
                cause = UnseenExpression(entry.address, format_path(path), "")
            surely = argument and self._surely_set(written, path)
            return Unknown(cause, references, type=self._primitive(path), not_null=surely)
        own = len(path) == 1 and (written is None or path in _IDENTIFIERS) and is_identifier(entry.type, str(path[0]))
        if entry.type.startswith("data."):
            cause = DataSource(entry.address, format_path(path), planned=True)
        elif own or (written is None and not self._is_collection(path)):
            cause = ComputedAttribute(entry.address, format_path(path))
        return Unknown(cause, (entry.address,), type=self._primitive(path), not_null=own)

    def _primitive(self, path: PathKeys) -> Type | None:
        """Return the type of an attribute, if it is a primitive one: it is no list, which may be empty."""
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names) if self._schemas is not None and names else None
        return _PRIMITIVES.get(attribute.type) if attribute is not None and isinstance(path[-1], str) else None

    def document(self, written: dict[str, Any], path: PathKeys) -> Any:
        """Return the text of the policy document that an argument refers to, unless a function changes it; None if it refers to none.

        A plan lists the references of an expression. `replace(data.x.y.json, "a", "b")` looks there like `data.x.y.json`.
        """
        render, references = self.resource.deferred_document, written.get("references")
        if render is None or not isinstance(references, list):
            return None
        read = self._sources(references).only
        text = render(*read) if read is not None else None
        if read is None or text is None:
            return None
        address, name = self._entry.address, format_path(path)
        changed = Unknown(UnseenExpression(address, name, ".".join(read)), (read[0],), type=STRING, not_null=True)
        return presumed(text, changed, address, name)

    def _surely_set(self, written: Any, path: PathKeys) -> bool:
        """Return True if an argument is certainly not null: the provider may fill in a null."""
        names = tuple([key for key in path if isinstance(key, str)])
        references = written.get("references") if isinstance(written, dict) else None
        if not isinstance(references, list):
            return True
        computed = self._schemas is None or self._schemas.computed(self._entry.type, names) is not False
        return self._sources(references).never_null(chosen=computed)

    def _is_collection(self, path: PathKeys) -> bool:
        """Return True if a value is a list, set or map, or may be: the mask of sensitive values has an empty one in its place."""
        if self._mask is UNSURE:
            self._mask = decode(self._entry.sensitive)
        mask = self._mask
        for key in path[:-1]:
            mask = step(mask, key)
        return not isinstance(mask, dict) or isinstance(mask.get(path[-1]), (list, dict))

    def edges(self) -> dict[str, list[str]]:
        """Return the addresses that each top-level argument refers to."""
        if self._edges is None:
            self._edges = {}
            for edge in self.resource.own_references():
                self._edges.setdefault(edge.key.partition(".")[0], []).append(edge.address)
        return self._edges


def _written_empty(given: Any, shape: Any) -> list[Any] | dict[str, Any] | None:
    """Return the empty list or map that the configuration sets, if it does. Some providers plan null in its place."""
    if shape in ([], {}):
        found: list[Any] | dict[str, Any] = shape
        return found
    constant = given.get("constant_value") if isinstance(given, dict) else None
    return constant if constant in ([], {}) else None


def _checksums(user_data: str) -> set[str]:
    """Return the checksums that the AWS provider, before version 6, records for user data: Base64 is decoded first."""
    data = user_data.encode()
    texts = [data]
    with suppress(ValueError):
        texts.append(base64.b64decode(data, validate=True))
    return {sha1(text, usedforsecurity=False).hexdigest() for text in texts}


def _tells_more(shape: Any) -> bool:
    """Return True if the configuration's value is more than unknown.

    A completely known value contradicts the plan.
    """
    stack = [shape]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            return item.kind not in ("error", "budget", "module")
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return False
