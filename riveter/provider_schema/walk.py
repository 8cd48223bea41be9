"""`SchemaWalk`: a key followed through the schema of one type."""

from __future__ import annotations

from typing import Any, Literal

from riveter.core.clipping import clip
from riveter.core.paths import DEEP, INDEX, NAME, STAR, compile_path
from riveter.core.patterns import late
from riveter.core.suggestions import did_you_mean, meant
from riveter.provider_schema.problems import Code, SchemaProblem, version_detail
from riveter.provider_schema.schema import AttributeSchema, BlockSchema, SchemaNode, TypeSchema

Expectation = Literal["absence", "presence", "equality", "truth", "order", "text", "membership", "size", "other"]

META_ARGUMENTS: dict[str, frozenset[str] | None] = {
    "count": None,
    "for_each": None,
    "provider": None,
    "depends_on": None,
    "connection": None,
    "provisioner": None,
    "lifecycle": frozenset(
        {
            "create_before_destroy",
            "prevent_destroy",
            "ignore_changes",
            "replace_triggered_by",
            "precondition",
            "postcondition",
        }
    ),
}
"""The meta-arguments of every resource, with their members if they are known."""

_EXPECTATIONS: dict[str, Expectation] = {
    "exists": "presence",
    "not_exists": "absence",
    "is_null": "absence",
    "is_empty": "absence",
    "is_not_empty": "presence",
    "equals": "equality",
    "not_equals": "equality",
    "equals_ignore_case": "equality",
    "in": "membership",
    "not_in": "membership",
    "is_true": "truth",
    "is_false": "truth",
    "greater_than": "order",
    "greater_than_or_equal": "order",
    "less_than": "order",
    "less_than_or_equal": "order",
    "between": "order",
    "mod": "order",
    "contains_ignore_case": "text",
    "starts_with": "text",
    "ends_with": "text",
    "matches": "text",
    "glob": "text",
    "is_json": "text",
    "word_count": "text",
    "length": "size",
    "length_not_equals": "size",
    "length_greater_than": "size",
    "length_greater_than_or_equal": "size",
    "length_less_than": "size",
    "length_less_than_or_equal": "size",
    "length_between": "size",
    "length_mod": "size",
}
"""The type that an operator expects at a key; other operators are not checked."""

_SCALAR_ONLY = frozenset({"truth", "order", "text"})

_DOCUMENT_WORDS = (
    "policy",
    "policies",
    "json",
    "document",
    "definition",
    "pattern",
    "template",
    "manifest",
    "schema",
    "config",
    "body",
    "spec",
    "content",
    "setting",
    "propert",
    "parameter",
    "rule",
    "input",
    "payload",
    "value",
    "metadata",
    "data",
    "dashboard",
    "statement",
    "secret_string",
    "redrive",
    "mapping",
    "filter",
    "state",
    "expression",
    "options",
    "attributes",
    "variables",
    "environment",
    "permissions",
    "query",
    "message",
    "scope",
    "assignment",
    "details",
    "labels",
    "annotations",
    "contents",
)
"""Words in the names of string attributes that may contain a JSON document."""


def _may_be_document(name: str) -> bool:
    return any(word in name for word in _DOCUMENT_WORDS)


_NUMBER = late(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\Z")
_BOOLS = frozenset({"true", "false", "1", "0"})


class SchemaWalk:
    """A key followed through the schema of one type.

    The walk is at a `place` (with `nesting` until an element of a collection of blocks or objects is chosen), at a value of `type`, or
    `free` if the schema does not describe what follows. `member` is the last attribute or block.
    """

    def __init__(self, schema: TypeSchema) -> None:
        self.schema = schema
        self.place: SchemaNode | None = schema.root
        self.nesting = "single"
        self.type = ""
        self.free = False
        self.meta: str = ""
        self.member: AttributeSchema | BlockSchema | None = None
        self.names: list[str] = []
        self.attribute: AttributeSchema | None = None
        self.problems: list[SchemaProblem] = []
        self.notes: list[SchemaProblem] = []
        self.hints = True
        """Whether a problem has a hint: to find a similar name takes time."""
        self.elements = False  # inside a list or map of plain values
        self.several = False
        self.optional = False
        """Whether what the key leads to may be left out."""
        self.lenient = False
        self.key = ""
        self.around = 0
        """How many names the keys of `each` around this one have."""
        self.at = (0, 0)

    # --- following ---

    def follow(self, key: str) -> None:
        """Take the steps of a key; stops at the first problem."""
        self.key = key
        self.around = len(self.names)
        searched = 0
        for kind, arg in compile_path(key).segments:
            text = str(arg) if kind in (NAME, INDEX) else ""
            offset = key.find(text, searched) if text else -1
            self.at = (offset, len(text)) if offset >= 0 else (searched, 0)
            searched = self.at[0] + self.at[1]
            if self.free or self.problems:
                return
            self.step(kind, arg)

    def step(self, kind: int, arg: Any) -> None:
        if kind == DEEP:
            self.free = True
        elif self.place is not None:
            if kind == NAME:
                self.name(str(arg))
            else:
                self.element(kind, arg)
        else:
            self.into_value(kind, arg)

    def name(self, name: str) -> None:
        place = self.place
        assert place is not None
        if self.nesting == "map":
            self.nesting = "single"  # the key of the element
            return
        if self.nesting in ("list", "set") and not (
            isinstance(self.member, BlockSchema) and self.member.max_items == 1
        ):
            self.several = True
        member = place.get(name)
        if member is None and place.opaque:
            self.free = True
            return
        if member is None:
            self.absent(place, name)
            return
        self.names.append(name)
        self.member = member
        self.optional = self.optional or not _is_required(member)
        if isinstance(member, AttributeSchema):
            self.attribute = member
        self.remarks(member)
        inner = place.enter(name)
        self.place = inner
        if inner is None:
            assert isinstance(member, AttributeSchema)
            self.type = member.type
        else:
            self.nesting = member.nesting or "single"

    def absent(self, place: SchemaNode, name: str) -> None:
        if not self.names:
            if name in META_ARGUMENTS and self.schema.provider:
                self.into_meta(name)
                return
            if name.startswith("__"):
                self.free = True
                return
        if self.meta:
            return
        summary = f"{self.where()} has no attribute or block `{clip(name, 80)}`"
        if not self.schema.provider and not self.names:
            article = "An" if self.schema.name[0] in "aeiou" else "A"
            summary = f"{article} `{self.schema.name}` block has no `{clip(name, 80)}`"
        self.report(
            "unknown-key", "warning", summary, self.version(),
            self.nearest(place, name) if self.hints else "",
        )  # fmt: skip

    def into_meta(self, name: str) -> None:
        """Step into a meta-argument. Only the members of `lifecycle` are checked."""
        self.free = True
        members = META_ARGUMENTS[name]
        rest = compile_path(self.key).segments[1:]
        inner = next((str(arg) for kind, arg in rest if kind == NAME), None)
        if members is None or inner is None or inner in members or any(kind == DEEP for kind, _ in rest):
            return
        self.at = (max(self.key.find(inner), 0), len(inner))
        hint = did_you_mean(inner, sorted(members), 0.7)
        self.report("unknown-key", "warning", f"`{name}` has no argument `{clip(inner, 80)}`", "", hint)

    def element(self, kind: int, arg: Any) -> None:
        """Step to an index or `*` at a place."""
        if not self.names:
            self.free = True  # `*` at the top level: any attribute
            return
        if self.nesting in ("list", "set", "map"):
            self.nesting = "single"
            self.several = self.several or kind == STAR
            self.optional = self.optional or kind == STAR or arg not in (0, -1)
            most = self.member.max_items if isinstance(self.member, BlockSchema) else 0
            if kind == INDEX and most and not -most <= arg < most:
                times = "once" if most == 1 else f"{most} times"
                self.report(
                    "no-such-element", "warning", f"`{self.names[-1]}` can be given at most {times}: there is no element {arg}",
                )  # fmt: skip

    def into_value(self, kind: int, arg: Any) -> None:
        """Step below an attribute that has no members of its own."""
        shown = "*" if kind == STAR else str(arg)
        self.optional = True
        constructor, inner = _split(self.type)
        if constructor and kind == STAR:
            self.several = True
        if self.type == "dynamic":
            self.free = True
        elif constructor == "map":
            self.type = inner
            self.elements = True
        elif constructor in ("list", "set"):
            self.type = inner
            self.elements = True
            if kind == NAME:  # a name is taken on every element
                self.several = True
                self.into_value(kind, arg)
        elif self.type == "string" and _may_be_document(self.names[-1]):
            self.free = True  # a JSON document
        elif self.elements and isinstance(self.attribute, AttributeSchema) and self.attribute.type.startswith("map("):
            self.report(
                "value-as-block", "warning", f"{self.quoted()} is a map of {self.type}s: a value has no `{clip(shown, 80)}`", "",
                f'A name with dots in it is written `{self.names[-1]}["a.b"]`.',
            )  # fmt: skip
        else:
            detail = (
                "A key may continue into a string only if the string contains a JSON document."
                if self.type == "string"
                else ""
            )
            self.report(
                "value-as-block",
                "warning",
                f"{self.quoted()} is a {self.type}: there is no `{clip(shown, 80)}` in it",
                detail,
            )

    def enter_element(self) -> None:
        """Continue inside an element at the key, as `each` does."""
        self.optional = False
        if self.free or self.problems:
            return
        if self.place is not None:
            self.nesting = "single"
        elif self.type:
            self.type = _split(self.type)[1] or self.type

    # --- at the end ---

    def finish_scope(self) -> None:
        """Check that the key of an `each` leads to something with elements."""
        if self.place is None and _split(self.type)[0] not in ("list", "set", "map") and self.type != "dynamic":
            document = self.type == "string" and _may_be_document(self.names[-1])
            if not document:
                self.report("value-as-block", "warning", f"{self.quoted()} is a {self.type}: it has no elements")

    def finish(self, operator: str, value: Any, has_value: bool) -> None:
        """Check the operator's expectation of the value at the key."""
        expectation = _EXPECTATIONS.get(operator, "other") if operator else None
        if expectation in ("absence", "presence"):
            self.notes = [
                note for note in self.notes if not note.code.startswith("deprecated") or expectation == "presence"
            ]
        if expectation is None or not self.names:
            return
        attribute = self.attribute
        if (
            attribute is not None
            and attribute.computed_only
            and not self.schema.name.startswith("data.")
            and expectation != "absence"
        ):
            self.report(
                "computed-key", "warning", f"{self.quoted()} is set by the provider only",
                "A configuration can't contain it: the key matches nothing, except in plans and states.",
            )  # fmt: skip
            return
        if self.place is not None:
            self.finish_place(operator, expectation, value, has_value)
        else:
            self.finish_value(operator, expectation, value, has_value)

    def finish_place(self, operator: str, expectation: str, value: Any, has_value: bool) -> None:
        scalar = expectation in _SCALAR_ONLY or (
            expectation in ("equality", "membership") and has_value and not _structured(value, expectation)
        )
        if not scalar or self.place is None or self.place.opaque:
            return
        what = (
            "a block"
            if isinstance(self.member, BlockSchema)
            else "an object"
            if self.nesting == "single"
            else f"a {self.nesting} of objects"
        )
        names = self.place.names()
        key = f"{self.key}." if self.key != "." else ""
        shown = ", ".join(f"`{key}{name}`" for name in names[:4])
        hint = f"Add one of its attributes: {shown}{', …' if len(names) > 4 else ''}." if names else ""
        self.report("block-as-value", "warning", f"{self.quoted()} is {what}: `{operator}` can't compare it", "", hint)

    def finish_value(self, operator: str, expectation: str, value: Any, has_value: bool) -> None:
        constructor, _ = _split(self.type)
        if constructor in ("list", "set", "map"):
            plural = "every value" if constructor == "map" else "every element"
            if expectation in _SCALAR_ONLY or (
                expectation == "equality" and has_value and not _structured(value, expectation)
            ):
                self.report(
                    "value-type", "warning", f"{self.quoted()} is a {constructor}: `{operator}` can't compare it", "",
                    f"Use `contains`, or `{self.key}.*` for {plural}.",
                )  # fmt: skip
            return
        if self.type == "bool" and expectation in ("order", "size"):
            self.report("value-type", "warning", f"{self.quoted()} is a bool: `{operator}` never holds")
        elif self.type == "number" and expectation in ("truth", "size"):
            self.report("value-type", "warning", f"{self.quoted()} is a number: `{operator}` never holds")
        elif self.type == "bool" and expectation == "text" and operator != "matches":
            self.report("value-type", "warning", f"{self.quoted()} is a bool: compare it with `equals`")
        elif has_value and expectation in ("equality", "membership") and self.type in ("bool", "number", "string"):
            self.compare(operator, value if expectation == "membership" else [value])

    def compare(self, operator: str, values: Any) -> None:
        """Check that every value can be one of the attribute's type."""
        for value in values if isinstance(values, list) else ():
            if not _fits(self.type, value):
                summary = f"{self.quoted()} is a {self.type}: it is never {_shown(value)}"
                hint = "Write `true` or `false`." if self.type == "bool" else ""
                if isinstance(value, list) and operator in ("equals", "not_equals"):
                    hint = f"Use `{'in' if operator == 'equals' else 'not_in'}` for one of several values."
                self.report("value-type", "warning", summary, "", hint, about="value")
                return

    # --- telling ---

    def remarks(self, member: AttributeSchema | BlockSchema) -> None:
        """Note removed and deprecated members of the path."""
        if member.availability == "removed":
            self.note(
                "removed-key", "note", f"{self.quoted()} was removed from the {self.schema.provider} provider",
                f"Version {self.schema.version} does not have it, {self.schema.older_version} did.",
            )  # fmt: skip
        elif member.deprecated:
            self.note(
                "deprecated-key",
                "note" if self.lenient else "warning",
                f"{self.quoted()} is deprecated in the {self.schema.provider} provider",
            )

    def report(
        self, code: Code, severity: Any, summary: str, detail: str = "", hint: str = "", *, about: Any = "key"
    ) -> None:
        self.problems.append(SchemaProblem(code, severity, summary, detail, hint, about, *self.at))

    def note(self, code: Code, severity: Any, summary: str, detail: str = "") -> None:
        self.notes.append(SchemaProblem(code, severity, summary, detail, "", "key", *self.at))

    def where(self) -> str:
        """Return the place that lacks a member."""
        return f"`{self.names[-1]}` of `{self.schema.name}`" if self.names else f"`{self.schema.name}`"

    def quoted(self) -> str:
        """Return the member the walk is at."""
        return f"`{'.'.join(self.names)}` of `{self.schema.name}`"

    def version(self) -> str:
        return version_detail(self.schema.provider)

    def nearest(self, place: SchemaNode, name: str) -> str:
        """Return the hint for a name that is not there: one like it, the same one elsewhere, or all there are."""
        names = place.names()
        if self.names and name == self.names[-1] and len(self.names) == self.around:
            inner = self.key.removeprefix(f"{name}.")
            return f"Keys begin inside of `{name}` here" + (f": `{inner}`." if inner != self.key else ".")
        close = did_you_mean(name, names, 0.7)
        if close:
            return close
        elsewhere = _paths_to(self.schema, name)
        if elsewhere:
            return meant(elsewhere)
        return f"Known are: {', '.join(sorted(names))}." if 0 < len(names) <= 12 else ""


def _is_required(member: AttributeSchema | BlockSchema) -> bool:
    """Return True if every version of the provider that is known wants a member."""
    if member.availability:
        return False
    return member.required if isinstance(member, AttributeSchema) else member.min_items > 0


def _split(type: str) -> tuple[str, str]:
    """Split ``set(string)`` into ``set`` and ``string``. A type without an element type gives two empty texts."""
    constructor, bracket, rest = type.partition("(")
    return (constructor, rest[:-1]) if bracket else ("", "")


def _structured(value: Any, expectation: str) -> bool:
    """Return True if a rule's value can equal a block or a list."""
    if expectation == "membership":
        return not isinstance(value, list) or any(isinstance(item, (list, dict)) for item in value)
    return isinstance(value, (list, dict)) or value is None


def _fits(type: str, value: Any) -> bool:
    """Return True if a value converts to a primitive type, as Terraform converts."""
    if value is None:
        return True
    if isinstance(value, (list, dict)):
        return False
    if type == "bool":
        return isinstance(value, bool) or str(value).lower() in _BOOLS
    if type == "number":
        return not isinstance(value, bool) and _NUMBER.match(str(value)) is not None
    return True


def _shown(value: Any) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a map"
    text = "true" if value is True else "false" if value is False else str(value)
    return f"`{clip(text, 80)}`"


def _paths_to(schema: TypeSchema, name: str) -> str:
    """Return the shortest key in a type that ends in a name, if there is one."""
    level: list[tuple[SchemaNode, tuple[str, ...]]] = [(schema.root, ())]
    for _ in range(8):
        below: list[tuple[SchemaNode, tuple[str, ...]]] = []
        for place, path in level:
            if place.opaque or (place.recursive and path):
                continue
            if place.get(name) is not None:
                return ".".join((*path, name))
            for member in place.names():
                inner = place.enter(member)
                if inner is not None:
                    below.append((inner, (*path, member)))
        level = below
    return ""
