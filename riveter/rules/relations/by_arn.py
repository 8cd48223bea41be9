"""Which resources the ARNs that somebody wrote may be: by their service, region, account and name."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from riveter.core.alternatives import Alternatives, Option
from riveter.core.causes import DataSource, SpentBudget, UncertainMatch, WorkLimit
from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.values import PartialText, Unknown
from riveter.resource import Resource
from riveter.rules.model.comparison import equal
from riveter.rules.model.truth import Truth, all_of
from riveter.rules.relations.arn_forms import FORMS, Arn, ArnForm, name_in, own_name, read_arn
from riveter.rules.relations.doubts import by_case, together
from riveter.rules.relations.index import ResourceIndex
from riveter.rules.relations.resource_locations import ResourceLocations
from riveter.rules.relations.unique_names import UNIQUE_NAMES

MAX_COMPARED = 500
"""How many resources whose name is not known are compared with one ARN, before it is left undecided."""

MAX_POSSIBLE = 20
"""An ARN that may be that of more resources of a type than these is not connected with each of them."""

_ACCOUNT = late(r"[0-9]{12}")
_REGION = late(r"[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}")
_PLACES = {
    "region": (("data.aws_region", "name"), ("data.aws_region", "id"), ("data.aws_region", "region")),
    "account": (("data.aws_caller_identity", "account_id"), ("data.aws_caller_identity", "id")),
}
"""The attributes of data sources that are the place of their provider configuration."""

Named: TypeAlias = "dict[int, tuple[Resource, Truth]]"
"""The resources that an ARN may be, by their ids, and whether it is theirs."""

Undecided: TypeAlias = "dict[str, Unknown]"
"""Why an ARN may be that of further resources, by their type."""


class _Own(NamedTuple):
    """The parts of the ARN of a resource."""

    resource: Resource
    region: Any
    account: Any
    name: Any


class _OfType:
    """The ARNs of the resources of a type: by name, and those whose name is not known."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[_Own]] = {}
        self.open: list[_Own] = []

    def add(self, own: _Own) -> None:
        if isinstance(own.name, str):
            self.by_name.setdefault(own.name, []).append(own)
        else:
            self.open.append(own)

    def named(self, name: Any) -> list[_Own]:
        if isinstance(name, str):
            return [*self.by_name.get(name, ()), *self.open]
        return [*(own for owners in self.by_name.values() for own in owners), *self.open]


class NamedArns:
    """The ARNs of the resources of a run."""

    def __init__(self, index: ResourceIndex, places: ResourceLocations) -> None:
        self._index = index
        self._places = places
        self._types: dict[str, dict[str, _OfType]] | None = None
        self._named: dict[str, tuple[Named, Undecided]] = {}

    def named(self, value: Any) -> tuple[Named, Undecided]:
        """Return the resources that an ARN may be, and why there may be others that are not compared or too many."""
        if isinstance(value, Alternatives):
            return self._in_cases(value)
        arn = read_arn(value)
        if arn is None:
            return {}, {}
        if not isinstance(value, str):
            return self._compared(value, arn)
        found = self._named.get(value)
        if found is None:
            found = self._named[value] = self._compared(value, arn)
        return found

    def _in_cases(self, value: Alternatives) -> tuple[Named, Undecided]:
        options = [self.named(option) for option in value.values]
        found: Named = {}
        for key, (resource, _) in [item for named, _ in options for item in named.items()]:
            truths = [
                Option(o.guard, named.get(key, (resource, False))[1])
                for o, (named, _) in zip(value.options, options, strict=True)
            ]
            found[key] = resource, together(truths, value)
        return found, {type: why for _, undecided in options for type, why in undecided.items()}

    def _compared(self, value: Any, arn: Arn) -> tuple[Named, Undecided]:
        found: Named = {}
        undecided: Undecided = {}
        for type, of_type in self._of_service(arn.service).items():
            form = FORMS[type]
            name = name_in(form, arn.resource)
            if name is None:
                continue
            owners = of_type.named(name)
            if len(owners) > MAX_COMPARED:
                undecided[type] = Unknown(SpentBudget(WorkLimit.SAME_NAME, MAX_COMPARED, arn.service))
            spend(1 + 2 * len(owners[:MAX_COMPARED]))
            truths = [(own.resource, self._is_of(arn, name, own, form)) for own in owners[:MAX_COMPARED]]
            if type in UNIQUE_NAMES and any(truth is True and own.existence is None for own, truth in truths):
                truths = [(own, truth) for own, truth in truths if truth is True]
            if sum(truth is not False for _, truth in truths) > MAX_POSSIBLE:
                undecided[type] = Unknown(SpentBudget(WorkLimit.SAME_NAME, MAX_POSSIBLE, arn.service))
                truths = [(own, truth) for own, truth in truths if truth is True]
            for resource, truth in truths:
                if truth is True or isinstance(truth, Alternatives):
                    found[id(resource)] = resource, truth
                elif isinstance(truth, Unknown):
                    found[id(resource)] = resource, _why(value, resource)
        return found, undecided

    def _is_of(self, arn: Arn, name: Any, own: _Own, form: ArnForm) -> Truth:
        """Return whether an ARN is that of a resource."""
        return all_of(
            (
                self._same_place(arn.region, own, form.regional, "region"),
                self._same_place(arn.account, own, form.of_account, "account"),
                same_name(name, own.name),
            )
        )

    def _same_place(self, written: Any, own: _Own, named: bool, kind: str) -> Truth:
        """Return whether the region or account in an ARN is that of a resource. named: ARNs of the type have one."""
        mine = own.region if kind == "region" else own.account
        if not named:
            return written == "" if isinstance(written, str) else False if isinstance(written, PartialText) else written
        if isinstance(written, str):
            pattern = _REGION if kind == "region" else _ACCOUNT
            if not pattern.fullmatch(written):
                return False
        elif self._reads_place(written, own.resource, kind):
            return True
        return equal(written, mine)

    def _reads_place(self, written: Any, resource: Resource, kind: str) -> bool:
        """Return True if a value is the region or account of the provider configuration of a resource."""
        cause = written.cause if isinstance(written, Unknown) and written.uniform else None
        if not isinstance(cause, DataSource) or cause.changed:
            return False
        for source, doubt in self._index.at(cause.address):
            if doubt is None and (source.type, cause.attribute) in _PLACES[kind]:
                return source.provider == resource.provider and "region" not in {**source.values, **resource.values}
        return False

    def _of_service(self, service: str) -> dict[str, _OfType]:
        if self._types is None:
            self._types = {}
            for type, form in FORMS.items():
                for resource in self._index.of_types((type,)):
                    spend(2)
                    of_type = self._types.setdefault(form.service, {}).setdefault(type, _OfType())
                    of_type.add(self._own(resource, form))
        return self._types.get(service, {})

    def _own(self, resource: Resource, form: ArnForm) -> _Own:
        recorded = resource.values.get("arn")
        arn = read_arn(recorded) if isinstance(recorded, str) else None
        name = name_in(form, arn.resource) if arn is not None else None
        if arn is not None and name is not None:
            return _Own(resource, arn.region, arn.account, name)
        region = self._places.region(resource) if form.regional else ""
        account = self._places.account(resource) if form.of_account else ""
        return _Own(resource, region, account, own_name(form, resource))


def same_name(name: Any, own: Any) -> Truth:
    """Return whether a name is the name of a resource, in each case if one of them is one of a few."""
    if isinstance(name, Alternatives):
        return by_case(name, lambda option: same_name(option, own))
    if isinstance(own, Alternatives):
        return by_case(own, lambda option: same_name(name, option))
    if name is None or own is None:
        return False
    # what is made of another resource's attribute comes from a reference, which says which resource it is
    return False if isinstance(name, Unknown) and name.opaque else equal(name, own)


def _why(value: Any, resource: Resource) -> Unknown:
    """Return why it is not known whether an ARN is that of a resource."""
    parts = value.parts if isinstance(value, PartialText) else (value,)
    pattern = "".join(part if isinstance(part, str) else "*" for part in parts)
    return Unknown(UncertainMatch(resource.address, pattern, span=resource.span), (resource.address,))
