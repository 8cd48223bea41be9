"""The fix that follows from a rule's own assertions, for rules without `fix`.

Only assertions that a single value satisfies have one: `is_true`, `is_false`, `equals` with a plain value, and `is_not_true`,
`is_not_false` and `not_equals` with a bool. No other value could be meant. An assertion that holds for several values
(`greater_than`, `in`, `exists`) says nothing about which of them is right.
"""

from __future__ import annotations

from collections.abc import Iterable

from riveter import provider_schema
from riveter.core.paths import NAME, compile_path
from riveter.rules.model.fix import FixEdit, SetArgument
from riveter.rules.model.parameters import defaults, substitute
from riveter.rules.model.rule import Condition, Group, Leaf, Rule
from riveter.rules.operators import OPERATORS


def derived_fix(rule: Rule, resource_type: str) -> tuple[FixEdit, ...]:
    """Return the edits after which the assertions hold; empty if they do not follow from all of them."""
    edits: list[FixEdit] = []
    for leaf in _leaves(rule.assertions):
        edit = None if leaf is None else _edit(leaf, rule, resource_type)
        if edit is None:
            return ()
        edits.append(edit)
    return tuple(edits)


def _leaves(conditions: Iterable[Condition]) -> Iterable[Leaf | None]:
    for condition in conditions:
        if isinstance(condition, Group) and condition.kind == "all":
            yield from _leaves(condition.conditions)
        else:
            yield condition if isinstance(condition, Leaf) else None


def _edit(leaf: Leaf, rule: Rule, resource_type: str) -> SetArgument | None:
    path = compile_path(leaf.key)
    if leaf.transform or leaf.value_from or leaf.quantifier or any(kind != NAME for kind, _ in path.segments):
        return None
    operator = OPERATORS[leaf.operator].name
    if operator == "not_equals" and isinstance(leaf.value, bool):  # it fails only where the other one is set
        value: object = not leaf.value
    elif operator in ("is_true", "is_false"):
        value = operator == "is_true"
    elif operator in ("is_not_true", "is_not_false"):  # as above
        value = operator == "is_not_false"
    elif operator == "equals" and leaf.has_value:
        try:
            value = substitute(leaf.value, defaults(rule.parameters))
        except ValueError:
            return None
        if not isinstance(value, (str, bool, int, float)) or (isinstance(value, str) and ("{" in value or not value)):
            return None
    else:
        return None
    schema = provider_schema.lookup(resource_type)
    names = [str(name) for _, name in path.segments]
    attribute = None if schema is None else schema.attribute(names)
    if attribute is not None and isinstance(value, bool) and attribute.type != "bool":
        return None
    if schema is None or attribute is None or attribute.computed_only or attribute.availability == "removed":
        return None
    for count in range(1, len(names)):  # a block that is made for it has to be complete
        block = schema.block(names[:count])
        place = schema.place(names[:count])
        if block is None or place is None or block.max_items != 1:
            return None
        for member in place.members():
            required = getattr(member, "required", False) or getattr(member, "min_items", 0)
            if required and member.name != names[count]:
                return None
    return SetArgument(span=leaf.span, key=leaf.key, value=value)
