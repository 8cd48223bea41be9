"""The keys, values and resource types of a rule against the providers' schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import BOUNDARIES_KEY, POLICIES_KEY, compile_path
from riveter.core.source import Span
from riveter.linting.positions import Positions
from riveter.provider_schema import lint as schemas
from riveter.rules.conditions.evaluation import judge
from riveter.rules.iam.limits import LIMITED
from riveter.rules.model.parameters import defaults, substitute
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import OF_SUBJECT, CelExpression, Condition, Each, Group, Leaf, Related, Rule, outward
from riveter.rules.operators import OPERATORS, Operator
from riveter.rules.relations.composed import keys_of

PRINCIPALS = ("aws_iam_role", "aws_iam_user", "aws_iam_group")
"""The types to which policies are attached."""

NEVER_THERE: frozenset[schemas.Code] = frozenset({"unknown-type", "unknown-key", "no-such-element"})
"""A rule on such a key never applies."""


def check_rule_keys(rule: Rule, positions: Positions, codes: frozenset[schemas.Code] | None = None) -> list[Diagnostic]:
    """Return the problems of a rule's keys according to the providers' schemas; with `codes`, only problems of these kinds."""
    checker = _KeyChecker(rule, positions, codes)
    checker.types(rule.resource_types, rule.span, ("resource_type",))
    top = _KeyScope(_types_of(rule))
    checker.conditions(rule.filters, top, lenient=True)
    checker.conditions(rule.assertions, top, lenient=False)
    return checker.found


def _types_of(rule: Rule) -> tuple[str, ...]:
    """Return the types of a rule; for a rule about one provider's configuration the schema of this provider."""
    if rule.resource_types != ("provider",):
        return rule.resource_types
    named = [
        leaf.value
        for leaf in rule.filters
        if isinstance(leaf, Leaf) and leaf.key == "__name__" and OPERATORS[leaf.operator].name == "equals"
    ]
    return (f"provider.{named[0]}",) if named and named[0] in schemas.PROVIDERS else rule.resource_types


def _holds_on_nothing(operator: Operator, value: Any, has_value: bool) -> bool:
    """Return True if a condition holds when the key matches nothing."""
    if operator.contextual or (operator.takes_value and not has_value):
        return operator.negated
    try:
        return judge(operator, None, operator.value.prepare(value) if has_value else None) is True
    except ValueError:
        return operator.negated


class _KeyScope:
    """Where conditions look: in resources of these types, inside the elements of these `each` keys."""

    __slots__ = ("outer", "scopes", "types")

    def __init__(self, types: tuple[str, ...], scopes: tuple[str, ...] = (), outer: _KeyScope | None = None) -> None:
        self.types = types
        self.scopes = scopes
        self.outer = outer

    def inside(self, key: str) -> _KeyScope:
        """Return the place in the elements of a key."""
        return _KeyScope(self.types, (*self.scopes, key), self)


class _KeyChecker:
    """Run the key checks of one rule, and collect problems in `found`."""

    def __init__(self, rule: Rule, positions: Positions, codes: frozenset[schemas.Code] | None) -> None:
        self.rule = rule
        self.codes = codes
        self.positions = positions
        self.parameters = defaults(rule.parameters)
        self.found: list[Diagnostic] = []

    def types(self, types: Iterable[str], owner: Span, keys: tuple[str, ...]) -> None:
        """Check resource types, which stand in the field `keys` of the map at `owner`."""
        for resource_type in types:
            problem = schemas.check_type(resource_type)
            if problem is not None:
                self.add([problem], self.positions.text(owner, keys, resource_type), resource_type)

    def conditions(self, conditions: Iterable[Condition], place: _KeyScope, *, lenient: bool) -> None:
        """Check conditions; `lenient`: it is enough if one of several resource types has a key."""
        for condition in conditions:
            if isinstance(condition, Leaf):
                self.leaf(condition, place, lenient)
            elif isinstance(condition, Group):
                self.conditions(condition.conditions, place, lenient=lenient or condition.kind != "all")
            elif isinstance(condition, Each):
                span = condition.key_span or condition.span
                # An `each` without elements holds, so that a type without the key is no mistake.
                whole = condition.key.startswith(OF_SUBJECT)
                start = _KeyScope(self.rule.resource_types) if whole else place
                key = condition.key.removeprefix(OF_SUBJECT)
                self.add(schemas.check_scope(start.types, start.scopes, key, lenient=True), span, condition.key)
                inside = start.inside(key)
                inside.outer = place
                self.conditions(condition.where, inside, lenient=True)
                self.conditions(condition.assertions, inside, lenient=lenient)
                self.covers(condition, inside, place)
            elif isinstance(condition, Related):
                self.related(condition, place)
            elif isinstance(condition, CelExpression):
                self.expression(condition, place)

    def leaf(self, leaf: Leaf, place: _KeyScope, lenient: bool) -> None:
        operator = OPERATORS[leaf.operator]
        name = "is_known" if leaf.transform else operator.base or operator.name
        value, has_value = self.value(leaf)
        # Where nothing is there, a negative operator holds: meant for those of the types that have the key.
        lenient = lenient or _holds_on_nothing(operator, value, has_value)
        problems = schemas.check_key(
            place.types, place.scopes, leaf.key, name, value, has_value=has_value, lenient=lenient
        )
        self.add(problems, leaf.key_span or leaf.span, leaf.key, leaf.value_span)
        derived = compile_path(leaf.key).first or ""
        owners = {POLICIES_KEY: PRINCIPALS, BOUNDARIES_KEY: LIMITED}.get(derived, ())
        if owners and not any(matches_any_type(place.types, t) for t in owners):
            summary = f"`{derived}` is a key of {', '.join(f'`{name}`' for name in owners)} only"
            hint = "Look at the role of a resource with `related`: `- related: {resource_type: aws_iam_role}`."
            self.found.append(Diagnostic("warning", summary, "", leaf.key_span or leaf.span, hint))
        if operator.group == "IAM" and isinstance(leaf.value, dict):
            self.connected(leaf)
        if (operator.base or operator.name) == "references" and has_value:
            for name in (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)):
                problem = schemas.check_type(name) if "_" in name and "." not in name.removeprefix("data.") else None
                if problem is not None:
                    self.add([problem], leaf.value_span or leaf.span, name)
        if leaf.value_from is not None:
            start, key = self.start_of(leaf.value_from, place)
            span = self.positions.text(leaf.span, ("value_from",), leaf.value_from)
            lenient = lenient or start is not place  # of the types there, others may be meant
            self.add(schemas.check_key(start.types, start.scopes, key, lenient=lenient), span, leaf.value_from)

    def expression(self, condition: CelExpression, place: _KeyScope) -> None:
        """Check the attributes of the resource that an expression reads."""
        from riveter.rules.conditions import cel, cel_types
        from riveter.rules.conditions.expression_error import ExpressionError

        try:
            tree = cel.parse_expression(condition.text)
        except ExpressionError:  # the reader reports it, and also a missing extra
            return
        if self.codes is None and not cel_types.variables(tree) & {"resource", "element", "subject"}:
            summary = "The expression reads nothing of the resource: it has the same result for each"
            self.found.append(Diagnostic("warning", summary, "", condition.span, "Read `resource`: `resource.name`."))
        for name in dict.fromkeys(cel_types.attributes(tree, "resource")):
            if not name.startswith("__"):
                problems = schemas.check_key(place.types, (), name, lenient=True)
                self.add([item for item in problems if item.code == "unknown-key"], condition.span, name)

    def connected(self, leaf: Leaf) -> None:
        """Check the types of the resources that a policy question names."""
        asked = leaf.value.get("resources")
        for item in asked if isinstance(asked, list) else [asked]:
            types = item.get("resource_type") if isinstance(item, dict) else None
            keys = ("value", "resources", "resource_type") if item is asked else ()
            for name in (str(name) for name in (types if isinstance(types, list) else [types]) if name):
                problem = schemas.check_type(name)
                if problem is not None:
                    place = self.positions.text(leaf.span, keys, name) if keys else leaf.value_span or leaf.span
                    self.add([problem], place, name)

    def value(self, leaf: Leaf) -> tuple[Any, bool]:
        """Return the value of a leaf with the defaults of parameters filled in, if it is known."""
        if not leaf.has_value or leaf.transform:
            return None, False
        try:
            return substitute(leaf.value, self.parameters, regex=OPERATORS[leaf.operator].value.regex), True
        except ValueError:
            return None, False

    def related(self, related: Related, place: _KeyScope) -> None:
        self.types(related.resource_types, related.span, ("related", "resource_type"))
        if len(related.via) == 1:
            self.via(related, place)
        keys = [(related.resource_types, key) for key, _ in related.on]
        keys += [(self.rule.resource_types, key) for _, text in related.on for key in keys_of(text)]
        for types, key in keys:
            self.add(schemas.check_key(types, (), key, lenient=True), related.span, key)
        if related.sum is not None:
            key = related.sum.key
            problems = schemas.check_key(
                related.resource_types, (), key, "greater_than", 0, has_value=True, lenient=True
            )
            summary = f"`sum` adds numbers, and `{clip(key)}` is none"
            no_number = ("value-type", "block-as-value")
            problems = [
                replace(item, summary=summary, hint="") if item.code in no_number else item for item in problems
            ]
            self.add(problems, related.span, key)
        other = _KeyScope(related.resource_types, outer=place)
        self.conditions(related.where, other, lenient=True)
        self.conditions(related.assertions, other, lenient=False)
        self.covers(related, other, place)

    def covers(self, condition: Each | Related, inside: _KeyScope, around: _KeyScope) -> None:
        """Check the keys of what elements or resources cover together, and of what is covered."""
        for dimension in condition.covers:
            for key in dimension.keys:
                self.add(schemas.check_key(inside.types, inside.scopes, key, lenient=True), condition.span, key)
            for key in dimension.of:
                start, bare = self.start_of(key, around)
                problems = schemas.check_key(start.types, start.scopes, bare or ".", lenient=True)
                self.add(problems, condition.span, key)

    def start_of(self, key: str, place: _KeyScope) -> tuple[_KeyScope, str]:
        """Return where a key that may begin with `$.` or `^.` starts, and the key without that."""
        if key.startswith(OF_SUBJECT):
            return _KeyScope(self.rule.resource_types), key.removeprefix(OF_SUBJECT)
        levels, bare = outward(key)
        start = place
        for _ in range(levels):
            start = start.outer or start
        return start, bare

    def via(self, related: Related, place: _KeyScope) -> None:
        """Check the attribute with the reference: on the side that `direction` names, or on either side."""
        key = related.via[0]
        sides = []
        if related.direction in ("from_this", "any"):
            # inside `each`, it is an attribute of the element
            sides.append(schemas.check_key(place.types, place.scopes, key, lenient=True))
        if related.direction in ("to_this", "any"):
            sides.append(schemas.check_key(related.resource_types, (), key, lenient=True))
        if all(any(problem.code == "unknown-key" for problem in side) for side in sides):
            span = self.positions.text(related.span, ("related", "via"), key)
            self.add(sides[-1], span, key)

    def add(
        self, problems: Iterable[schemas.SchemaProblem], span: Span, text: str, value_span: Span | None = None
    ) -> None:
        """Turn problems into diagnostics at the part of the text at `span` that they are about."""
        for problem in problems:
            if self.codes is not None and problem.code not in self.codes:
                continue
            if problem.about == "value" and value_span is not None:
                where = value_span
            else:
                where = self.positions.within(span, text, problem.offset, problem.length)
            self.found.append(Diagnostic(problem.severity, problem.summary, problem.detail, where, problem.hint))
