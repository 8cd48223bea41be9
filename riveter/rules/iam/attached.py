"""Collect all policies of a role, user or group as one document, the value of the key `__policies__`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.addresses import address_type
from riveter.core.alternatives import Alternatives, Option, same_value
from riveter.core.causes import DeferredArgument, InvalidPolicy, PolicyElsewhere, SpentBudget, WorkLimit, innermost
from riveter.core.effort import spend
from riveter.core.paths import DECODED_PER_STEP, POLICIES_KEY, unindexed
from riveter.core.patterns import late
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, attribute_of, decode_json
from riveter.rules.iam.aws_managed import SURELY_ALLOWED
from riveter.rules.iam.document import AwsStatement

if TYPE_CHECKING:
    from riveter.resource import Resource
    from riveter.rules.relations.graph import ResourceGraph
    from riveter.rules.relations.index import Connection


class _PrincipalKind(msgspec.Struct, frozen=True):
    """How policies are attached to one type of principal: the types of resources, and their attributes that name it."""

    via: str
    inline: str
    attachment: str
    plural: str


KINDS = {
    f"aws_iam_{name}": _PrincipalKind(name, f"aws_iam_{name}_policy", f"aws_iam_{name}_policy_attachment", f"{name}s")
    for name in ("role", "user", "group")
}
MEMBERSHIPS = (("aws_iam_user_group_membership", "user", "groups"), ("aws_iam_group_membership", "users", "group"))
IDENTITIES = {"aws_iam_policy": "arn", "aws_iam_group": "name", "aws_iam_role": "name", "aws_iam_user": "name"}
"""The attribute by which others name a resource."""
LISTS = ("groups", "managed_policy_arns", "policy_arns")
"""The attributes that hold several names."""
MAX_NAMES = 2000
"""How many policies and groups are looked up for one principal. AWS allows a few dozen."""
_AWS_MANAGED = late(r"(?:.*:)?iam::aws:policy/(?:[\w+=,.@-]+/)*([\w+=,.@-]+)\Z")
_MAY_DENY = late("deny|quarantine", re.IGNORECASE)
_ADMINISTRATOR = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_POWER_USER = ("iam", "organizations", "account")
"""The services of which `PowerUserAccess` allows but a few actions."""


class SecretKey(str):
    """`__policies__` or `__boundaries__`, if the policies contain a sensitive value."""

    __slots__ = ()


class Policies(dict[str, Any]):
    """A policy document combined from several.

    boundary: the document that limits it; None if nothing does; `Alternatives` of documents if it is unknown which one does.
    """

    __slots__ = ("boundary", "secret")

    def __init__(self, statements: list[Any], boundary: Any, *, secret: bool) -> None:
        super().__init__(Version="2012-10-17", Statement=statements)
        self.boundary = boundary
        self.secret = secret


def attached_policies(resource: Resource, graph: ResourceGraph) -> Policies | None:
    """Return the policies of a role, user or group; None for any other resource."""
    if resource.type not in KINDS:
        return None
    known = graph.derived.get((POLICIES_KEY, id(resource)))
    if known is None:
        known = graph.derived[POLICIES_KEY, id(resource)] = PolicyCollector(graph).collect(resource)
    assert isinstance(known, Policies)
    return known


class PolicyCollector:
    """Collect the statements of one principal. Those of a policy that may not be attached are open (see `OpenList`)."""

    def __init__(self, graph: ResourceGraph) -> None:
        self.graph = graph
        self.statements: list[Any] = []
        self.open: dict[int, Unknown] = {}
        self.secret = False
        self.names = 0

    def collect(self, resource: Resource) -> Policies:
        """Return all that is attached to a resource."""
        self.principal(resource, None)
        if resource.type == "aws_iam_user":
            for group, doubt in self.groups(resource):
                self.principal(group, doubt)
        self.missing(self.graph.unread)
        return self.document(self.boundary_of(resource))

    def document(self, boundary: Any) -> Policies:
        statements = OpenList(self.statements, self.open) if self.open else self.statements
        return Policies(statements, boundary, secret=self.secret)

    def boundary_of(self, resource: Resource) -> Any:
        """Return the permissions boundary of a role or user, see `Policies`."""
        return self.boundary(resource, given(resource, "permissions_boundary"))

    def boundary(self, resource: Resource, arn: Any) -> Any:
        """Return the document behind the ARN of a permissions boundary, see `Policies`."""
        if isinstance(arn, Alternatives):
            return Alternatives([Option(guard, self.boundary(resource, each)) for guard, each in arn.options], arn)
        if arn is None or arn == "":  # the provider takes both for none
            return None
        inner = PolicyCollector(self.graph)
        inner.managed(resource, "permissions_boundary", arn, None)
        self.secret = self.secret or inner.secret
        return inner.document(None)

    def principal(self, resource: Resource, doubt: Unknown | None) -> None:
        kind = KINDS[resource.type]
        self.blocks(resource, doubt)
        for policy, why in self.referring(resource, kind.inline, kind.via, doubt):
            self.add(policy, ("policy",), given(policy, "policy"), why)
        self.named(resource, "managed_policy_arns", doubt)
        ways = [(kind.attachment, kind.via, "policy_arn"), ("aws_iam_policy_attachment", kind.plural, "policy_arn")]
        ways.append((f"{kind.attachment}s_exclusive", f"{kind.via}_name", "policy_arns"))
        for type_name, via, key in ways:
            for attachment, why in self.referring(resource, type_name, via, doubt):
                self.named(attachment, key, why)

    def groups(self, user: Resource) -> Iterator[Connection]:
        """Yield the groups a user is in."""
        for type_name, via, key in MEMBERSHIPS:
            for membership, doubt in self.referring(user, type_name, via, None):
                for name, why in items_of(given(membership, key), doubt):
                    groups, other = self.meant(membership, key, name, "aws_iam_group")
                    self.missing(other)
                    for group, unsure in groups:
                        yield group, first(why, unsure)

    def referring(
        self, resource: Resource, type_name: str, via: str, doubt: Unknown | None
    ) -> Iterator[tuple[Resource, Unknown | None]]:
        """Yield the resources of a type that name this one, each with why they may not."""
        found, unseen = self.graph.connected(resource, (type_name,), via, "to_this")
        self.missing(unseen)
        for other, why in found:
            yield other, first(doubt, why, other.existence)

    def blocks(self, resource: Resource, doubt: Unknown | None) -> None:
        """Add the `inline_policy` blocks of a role."""
        blocks = given(resource, "inline_policy")
        if isinstance(blocks, Unknown):
            self.missing(blocks)
            return
        items = blocks if isinstance(blocks, list) else [blocks] if isinstance(blocks, dict) else []
        opened = items.open if isinstance(items, OpenList) else {}
        for i, item in enumerate(items):
            policy = _entry(item, "policy") if isinstance(item, dict) else item
            self.add(resource, ("inline_policy", i, "policy"), policy, first(doubt, opened.get(i)))

    def named(self, owner: Resource, key: str, doubt: Unknown | None) -> None:
        """Add the managed policies that an attribute names by their ARNs."""
        for arn, why in items_of(given(owner, key), doubt):
            self.managed(owner, key, arn, why)

    def managed(self, owner: Resource, key: str, arn: Any, doubt: Unknown | None) -> None:
        """Add one managed policy."""
        found = _AWS_MANAGED.match(arn.suffix if isinstance(arn, PartialText) else arn if isinstance(arn, str) else "")
        if found is not None:
            for statement in _of_aws(found[1], owner):
                self.put(statement, doubt)
            return
        policies, other = self.meant(owner, key, arn, "aws_iam_policy")
        for policy, why in policies:
            self.add(policy, ("policy",), given(policy, "policy"), first(doubt, why))
        self.missing(other)

    def meant(self, owner: Resource, key: str, name: Any, type_name: str) -> tuple[list[Connection], Unknown | None]:
        """Return the resources that one value of an attribute may name, and why it may name another one, which is not among them.

        The references of an attribute say little about each of its values: `[aws_iam_policy.p.arn, var.arn]`. A resource whose attribute it
        reads exists, otherwise Terraform refuses the configuration.
        """
        self.names += 1
        if self.names > MAX_NAMES:
            return [], Unknown(SpentBudget(WorkLimit.ATTACHED_POLICIES, MAX_NAMES))
        read = attribute_of(name) if isinstance(name, Unknown) else None
        if read is not None:
            found = [each for each in self.graph.at(read[0]) if each[0].type == type_name]
            return found, None if found else name
        connected, unseen = self.graph.connected(owner, (type_name,), key, "from_this")
        if not isinstance(name, Unknown):
            same = [each for each in connected if each[0].values.get(IDENTITIES[type_name]) == name]
            # that the attribute may hold another value says nothing against this one
            found = [
                (each, first(None if isinstance(why, Alternatives) else why, each.existence)) for each, why in same
            ]
            elsewhere = PolicyElsewhere(str(name), group=type_name == "aws_iam_group", span=owner.span)
            return found, None if _any_sure(found) else Unknown(elsewhere)
        found = [(each, first(why, each.existence)) for each, why in connected]
        same = [each for each in found if same_value(each[0].values.get(IDENTITIES[type_name]), name)]
        if _any_sure(same):
            return same, None
        if isinstance(innermost(name.cause), DeferredArgument):
            complete = _refers_to_all(owner, key, name, type_name)
        else:
            complete = name is owner.values.get(key) and _any_sure(found)
        return found, None if found and complete and unseen is None else first(unseen, name)

    def add(self, owner: Resource, path: tuple[str | int, ...], policy: Any, doubt: Unknown | None) -> None:
        """Add the statements of one policy. Its text may have holes."""
        if policy is None:
            return
        self.secret = self.secret or owner.origin.sensitive(path)
        if isinstance(policy, (str, PartialText)):
            spend(1 + sum(map(len, (policy,) if isinstance(policy, str) else policy.known_parts)) // DECODED_PER_STEP)
            try:
                policy = decode_json(policy)
            except ValueError:
                if not isinstance(policy, Unknown):
                    policy = Unknown(InvalidPolicy(owner.address, span=owner.span), (owner.address,))
        if isinstance(policy, Unknown):
            self.missing(policy.derive(keeps="identity"))
            return
        fields = {key.lower(): item for key, item in policy.items()} if isinstance(policy, dict) else {}
        if isinstance(policy, PartialMap) and "statement" not in fields:
            self.missing(policy.missing)
        raw = fields.get("statement", [])
        if isinstance(raw, Unknown):
            self.missing(raw)
            return
        statements = raw if isinstance(raw, list) else [raw]
        opened = statements.open if isinstance(statements, OpenList) else {}
        for i, statement in enumerate(statements):
            self.put(statement, first(doubt, opened.get(i)))

    def put(self, statement: Any, doubt: Unknown | None) -> None:
        spend(1)
        if doubt is not None:
            self.open[len(self.statements)] = doubt
        self.statements.append(statement)

    def missing(self, why: Unknown | None) -> None:
        """Note that there may be statements that riveter cannot see."""
        if why is not None:
            self.statements.append(why.derive(keeps="identity"))


def _of_aws(name: str, owner: Resource) -> list[Any]:
    """Return the statements of a policy that AWS maintains: some may be unknown, and they deny nothing unless its name says so."""
    unknown = Unknown(PolicyElsewhere(name, aws=True, span=owner.span), (owner.address,))
    if name == "AdministratorAccess":
        return [_ADMINISTRATOR]
    if name == "PowerUserAccess":
        some = [PartialText((f"{service}:", Hole(unknown))) for service in _POWER_USER]
        rest = {"Effect": "Allow", "NotAction": [f"{service}:*" for service in _POWER_USER], "Resource": "*"}
        return [rest, AwsStatement(Effect="Allow", Action=some, Resource="*")]
    if _MAY_DENY.search(name):
        return [unknown]
    more = AwsStatement(Effect="Allow", Action=unknown, Resource=unknown)
    known = SURELY_ALLOWED.get(name)
    return [more] if known is None else [AwsStatement(Effect="Allow", Action=list(known), Resource="*"), more]


def _entry(values: dict[str, Any], key: str) -> Any:
    """Return an argument; an `Unknown` if it may be in a part of the block that could not be read."""
    return values.missing if isinstance(values, PartialMap) and key not in values else values.get(key)


def given(resource: Resource, key: str) -> Any:
    return _entry(resource.values, key)


def items_of(value: Any, doubt: Unknown | None) -> Iterator[tuple[Any, Unknown | None]]:
    """Yield the value of an attribute, or the elements of its list, each with the reason why it may not be one of them."""
    if isinstance(value, Alternatives):
        for option in value.options:
            yield from items_of(option.value, first(doubt, value.derive()))
    elif isinstance(value, list):
        opened = value.open if isinstance(value, OpenList) else {}
        for i, item in enumerate(value):
            yield from items_of(item, first(doubt, opened.get(i)))
    elif value is not None:
        yield value, doubt


def _refers_to_all(owner: Resource, key: str, name: Unknown, type_name: str) -> bool:
    """Return whether the references of an attribute in a plan are everything that one of its unknown values can be.

    A plan does not show the rest of the expression: `[a.arn, "arn:…"]`, `a.id == "x" ? b.arn : "arn:…"`.
    """
    edges = (edge for edge in owner.references if unindexed(edge.key) == key)
    is_list = key in LISTS and name is owner.values.get(key)
    return not is_list and all(address_type(edge.address) == type_name for edge in edges)


def _any_sure(connections: list[Connection]) -> bool:
    return any(doubt is None for _, doubt in connections)


def first(*doubts: Unknown | None) -> Unknown | None:
    return next((doubt for doubt in doubts if doubt is not None), None)
