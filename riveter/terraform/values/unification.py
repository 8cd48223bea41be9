"""Which types convert to which, and to which one type several agree: cty's `convert.Unify` and its mismatch messages."""

from __future__ import annotations

from functools import cmp_to_key

from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    STRING,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
    friendly_name,
)


def has_dynamic(type: Type) -> bool:
    """Return True if the type leaves something open (`any`)."""
    if isinstance(type, Primitive):
        return type == DYNAMIC
    if isinstance(type, TupleType):
        return any(has_dynamic(elem) for elem in type.elems)
    if isinstance(type, ObjectType):
        return any(has_dynamic(attribute) for _, attribute in type.attributes)
    return has_dynamic(type.elem)


def convertible(have: Type, want: Type) -> bool:
    """Return True if some value of type `have` may convert to `want`."""
    if have == want or DYNAMIC in (have, want):
        return True
    if isinstance(want, Primitive):
        return isinstance(have, Primitive) and STRING in (have, want)
    if isinstance(want, (ListType, SetType)):
        if isinstance(have, TupleType):
            return _members_convertible(list(have.elems), want.elem)
        return isinstance(have, (ListType, SetType)) and convertible(have.elem, want.elem)
    if isinstance(want, MapType):
        if isinstance(have, ObjectType):
            return _members_convertible([attribute for _, attribute in have.attributes], want.elem)
        return isinstance(have, MapType) and convertible(have.elem, want.elem)
    if isinstance(want, ObjectType):
        if isinstance(have, MapType):
            return all(name in want.optional or convertible(have.elem, kind) for name, kind in want.attributes)
        if not isinstance(have, ObjectType):
            return False
        for name, attribute in want.attributes:
            given = have.attribute(name)
            if given is None:
                if name not in want.optional:
                    return False
            elif not convertible(given, attribute):
                return False
        return True
    if isinstance(have, TupleType):
        return len(have.elems) == len(want.elems) and all(map(convertible, have.elems, want.elems))
    return False


def _members_convertible(members: list[Type], elem: Type) -> bool:
    if elem == DYNAMIC and members:
        unified = settle(members)
        if unified is None or (unified == DYNAMIC and any(each != DYNAMIC for each in members)):
            return False
        elem = unified
    return all(convertible(member, elem) for member in members)


def unify(types: list[Type], *, nulls: bool = False) -> Type | None:
    """Return the one type all the given types convert to, None when there is none.

    nulls: whether all open types are those of nulls, which will not make the others agree.
    `DYNAMIC` is the type of a bare null and of unknowns without a type. As in cty, it takes the type of primitive ones beside it, and
    leaves the result open (`DYNAMIC`) beside collections or structures of one kind, and beside types that do not agree.
    """
    return _Unifier(settles=False, nulls=nulls).unify(types)


def settle(types: list[Type]) -> Type | None:
    """Return the result of `unify` once the open types are known: in a valid configuration, they agree with the others."""
    return _Unifier(settles=True, nulls=False).unify(types)


class _Unifier:
    """Find common types. `settles`: open types take those of the others. `nulls`: see `unify`."""

    def __init__(self, *, settles: bool, nulls: bool) -> None:
        self.settles = settles
        self.nulls = nulls

    def unify(self, types: list[Type]) -> Type | None:
        """Return the type that all the given types convert to; None if there is none."""
        distinct = [each for each in dict.fromkeys(types) if each != DYNAMIC]
        if not distinct:
            return DYNAMIC
        open_beside = DYNAMIC in types and not self.settles
        kinds = {type(each) for each in distinct}
        if open_beside and len(kinds) == 1 and Primitive not in kinds:
            return DYNAMIC
        if len(distinct) == 1:
            return distinct[0]
        unified = self._distinct(distinct, kinds, alone=not open_beside)
        if unified is None and DYNAMIC in types and not {ObjectType, TupleType} <= kinds:
            return DYNAMIC
        return unified

    def _distinct(self, distinct: list[Type], kinds: set[type[Type]], *, alone: bool) -> Type | None:
        found: Type | None = None
        if kinds in ({ListType}, {SetType}, {MapType}):
            return self._collections(distinct)
        if kinds == {ObjectType}:
            return self._objects([each for each in distinct if isinstance(each, ObjectType)])
        if kinds == {TupleType}:
            return self._tuples([each for each in distinct if isinstance(each, TupleType)])
        if kinds == {MapType, ObjectType} and alone:
            found = self._as_collections(MapType, distinct)
        elif kinds == {ListType, TupleType} and alone:
            found = self._as_collections(ListType, distinct)
        elif {ObjectType, TupleType} <= kinds:
            return None
        if found is not None:
            return found
        for candidate in sorted(distinct, key=cmp_to_key(_preference)):
            if all(convertible(each, candidate) for each in distinct):
                return candidate
        return None

    def _collections(self, types: list[Type]) -> Type | None:
        elem = self.unify([each.elem for each in types if isinstance(each, (ListType, SetType, MapType))])
        if elem is None:
            return None
        first = types[0]
        if isinstance(first, ListType):
            return ListType(elem)
        return SetType(elem) if isinstance(first, SetType) else MapType(elem)

    def _objects(self, types: list[ObjectType]) -> Type | None:
        names = [name for name, _ in types[0].attributes]
        if any([name for name, _ in each.attributes] != names for each in types):
            return self._wrapped(MapType, list(types))
        attributes: list[tuple[str, Type]] = []
        for position, name in enumerate(names):
            unified = self.unify([each.attributes[position][1] for each in types])
            if unified is None:
                return None
            attributes.append((name, unified))
        return ObjectType(tuple(attributes))

    def _tuples(self, types: list[TupleType]) -> Type | None:
        if len({len(each.elems) for each in types}) > 1:
            return self._wrapped(ListType, list(types))
        elems: list[Type] = []
        for position in range(len(types[0].elems)):
            unified = self.unify([each.elems[position] for each in types])
            if unified is None:
                return None
            elems.append(unified)
        return TupleType(tuple(elems))

    def _wrapped(self, kind: type[MapType | ListType], types: list[Type]) -> Type | None:
        """Return the map or list of the one type that all members of all objects or tuples convert to."""
        members = [member for each in types for member in _members(each)]
        elem = self.unify(members)
        if elem is None:
            return None
        whole = kind(elem)
        if all(convertible(each, whole) for each in types):
            return whole
        # what is open may yet make them agree
        return DYNAMIC if elem == DYNAMIC and DYNAMIC in members and not self.nulls else None

    def _as_collections(self, kind: type[MapType | ListType], types: list[Type]) -> Type | None:
        """Return the map or list for maps and objects, or lists and tuples: the structural ones agree among themselves first."""
        structures = [each for each in types if not isinstance(each, kind)]
        if not any(_members(each) for each in structures):  # an empty one goes with any collection
            return self.unify([each for each in types if isinstance(each, kind)])
        whole = self._wrapped(kind, structures)
        return None if whole is None else self.unify([whole, *(each for each in types if isinstance(each, kind))])


def _members(type: Type) -> list[Type]:
    """Return the types of the attributes or elements of a structure."""
    if isinstance(type, ObjectType):
        return [attribute for _, attribute in type.attributes]
    return list(type.elems) if isinstance(type, TupleType) else []


def _preference(left: Type, right: Type) -> int:
    """Return a negative number if `left` is the better result of a unification. Follows `compareTypes` of cty's sort_types.go."""
    if isinstance(left, Primitive) and isinstance(right, Primitive):
        return (left != STRING) - (right != STRING)
    if type(left) is type(right):
        if isinstance(left, (ListType, SetType, MapType)) and isinstance(right, (ListType, SetType, MapType)):
            return _preference(left.elem, right.elem)
        return 0
    order = (ListType, TupleType, SetType) if MapType not in (type(left), type(right)) else (MapType, ObjectType)
    if type(left) in order and type(right) in order:
        return order.index(type(left)) - order.index(type(right))
    return 0


def mismatch_message(have: Type, want: Type) -> str:
    """Return why no value of type `have` converts to `want`, in cty's words."""
    if isinstance(have, ObjectType) and isinstance(want, ObjectType):
        return _objects_mismatch(have, want)
    if isinstance(want, (ListType, SetType, MapType)):
        kind = "list" if isinstance(want, ListType) else "set" if isinstance(want, SetType) else "map"
        if isinstance(have, ObjectType if kind == "map" else TupleType):
            if want.elem == DYNAMIC:
                return f"all {kind} elements must have the same type"
            return _member_mismatch(have, want.elem)
        if isinstance(have, (ListType, SetType, MapType)) and (kind == "map") == isinstance(have, MapType):
            return f"incorrect {kind} element type: {mismatch_message(have.elem, want.elem)}"
    return f"{friendly_name(want)} required"


def _member_mismatch(have: Type, elem: Type) -> str:
    if isinstance(have, TupleType):
        for index, each in enumerate(have.elems):
            if not convertible(each, elem):
                return f"element {index}: {mismatch_message(each, elem)}"
    elif isinstance(have, ObjectType):
        for name, each in have.attributes:
            if not convertible(each, elem):
                return f'element "{name}": {mismatch_message(each, elem)}'
    return f"all elements must be {friendly_name(elem)}"


def _objects_mismatch(have: ObjectType, want: ObjectType) -> str:
    missing = [name for name, _ in want.attributes if have.attribute(name) is None and name not in want.optional]
    if missing:
        return missing_attributes(missing)
    for name, attribute in want.attributes:
        given = have.attribute(name)
        if given is not None and not convertible(given, attribute):
            return f'attribute "{name}": {mismatch_message(given, attribute)}'
    return "incorrect object attributes"


def missing_attributes(names: list[str]) -> str:
    """Return ``attribute "a" is required`` or ``attributes "a" and "b" are required``."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) == 1:
        return f"attribute {quoted[0]} is required"
    if len(quoted) == 2:
        return f"attributes {quoted[0]} and {quoted[1]} are required"
    return f"attributes {', '.join(quoted[:-1])}, and {quoted[-1]} are required"


def bool_mismatch(text: str) -> str:
    """Return why a string does not convert to a bool."""
    lowered = text.lower()
    if lowered in ("true", "false"):
        return f'a {BOOL} is required; to convert from string, use lowercase "{lowered}"'
    return f"a {BOOL} is required"
