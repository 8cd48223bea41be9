"""What is attached to a role, user or group: all its policies as one document, the value of the key `__policies__`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.causes import InvalidPolicy, PolicyElsewhere
from riveter.core.paths import POLICIES_KEY
from riveter.core.patterns import late
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, attribute_of, decode_json
from riveter.rules.iam.aws_managed import SURELY_ALLOWED
from riveter.rules.iam.document import AwsStatement

if TYPE_CHECKING:
    from riveter.resource import Resource
    from riveter.rules.relations.graph import ResourceGraph


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
_AWS_MANAGED = late(r"(?:.*:)?iam::aws:policy/(?:[\w+=,.@-]+/)*([\w+=,.@-]+)\Z")
_MAY_DENY = late("deny|quarantine", re.IGNORECASE)
_ADMINISTRATOR = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_POWER_USER = ("iam", "organizations", "account")
"""The services of which `PowerUserAccess` allows but a few actions."""


class SecretKey(str):
    """`__policies__`, where the policies hold something sensitive."""

    __slots__ = ()


class Policies(dict[str, Any]):
    """A policy document put together from several. `boundary`: the document that limits it, if there is one."""

    __slots__ = ("boundary", "key")

    def __init__(self, statements: list[Any], boundary: Any, *, secret: bool) -> None:
        super().__init__(Version="2012-10-17", Statement=statements)
        self.boundary = boundary
        self.key = SecretKey(POLICIES_KEY) if secret else POLICIES_KEY


def attached_policies(resource: Resource, graph: ResourceGraph) -> Policies | None:
    """Return the policies of a role, user or group; None for any other resource."""
    if resource.type not in KINDS:
        return None
    known = graph.derived.get((POLICIES_KEY, id(resource)))
    if known is None:
        known = graph.derived[POLICIES_KEY, id(resource)] = _Collector(graph).collect(resource)
    assert isinstance(known, Policies)
    return known


class _Collector:
    """Collects the statements of one principal; those of a policy that may not be attached are open (see `OpenList`)."""

    def __init__(self, graph: ResourceGraph) -> None:
        self.graph = graph
        self.statements: list[Any] = []
        self.open: dict[int, Unknown] = {}
        self.secret = False

    def collect(self, resource: Resource) -> Policies:
        """Return all that is attached to a resource."""
        self.principal(resource, None)
        if resource.type == "aws_iam_user":
            for group, doubt in self.groups(resource):
                self.principal(group, doubt)
        boundary = resource.values.get("permissions_boundary")
        limit: Any = None
        if boundary is not None:
            inner = _Collector(self.graph)
            inner.named(resource, "permissions_boundary", None)
            limit = inner.document(None)
            self.secret = self.secret or inner.secret
        return self.document(limit)

    def document(self, boundary: Any) -> Policies:
        statements = OpenList(self.statements, self.open) if self.open else self.statements
        return Policies(statements, boundary, secret=self.secret)

    def principal(self, resource: Resource, doubt: Unknown | None) -> None:
        kind = KINDS[resource.type]
        self.blocks(resource, doubt)
        for policy, why in self.referring(resource, kind.inline, kind.via, doubt):
            self.add(policy, ("policy",), policy.values.get("policy"), why)
        self.named(resource, "managed_policy_arns", doubt)
        ways = [(kind.attachment, kind.via, "policy_arn"), ("aws_iam_policy_attachment", kind.plural, "policy_arn")]
        ways.append((f"{kind.attachment}s_exclusive", f"{kind.via}_name", "policy_arns"))
        for type_name, via, key in ways:
            for attachment, why in self.referring(resource, type_name, via, doubt):
                self.named(attachment, key, why)

    def groups(self, user: Resource) -> Iterator[tuple[Resource, Unknown | None]]:
        """Yield the groups a user is in."""
        for type_name, via, key in MEMBERSHIPS:
            for membership, doubt in self.referring(user, type_name, via, None):
                found, unseen = self.graph.connected(membership, ("aws_iam_group",), key, "from_this")
                self.missing(unseen)
                for group, why in found:
                    yield group, _first(doubt, why, group.existence)

    def referring(
        self, resource: Resource, type_name: str, via: str, doubt: Unknown | None
    ) -> Iterator[tuple[Resource, Unknown | None]]:
        """Yield the resources of a type that name this one, each with why they may not."""
        found, unseen = self.graph.connected(resource, (type_name,), via, "to_this")
        self.missing(unseen)
        for other, why in found:
            yield other, _first(doubt, why, other.existence)

    def blocks(self, resource: Resource, doubt: Unknown | None) -> None:
        """Add the `inline_policy` blocks of a role."""
        blocks = resource.values.get("inline_policy")
        if isinstance(blocks, Unknown):
            self.missing(blocks)
            return
        items = blocks if isinstance(blocks, list) else [blocks] if isinstance(blocks, dict) else []
        opened = items.open if isinstance(items, OpenList) else {}
        for i, item in enumerate(items):
            policy = item.get("policy") if isinstance(item, dict) else item
            self.add(resource, ("inline_policy", i, "policy"), policy, _first(doubt, opened.get(i)))

    def named(self, owner: Resource, key: str, doubt: Unknown | None) -> None:
        """Add the managed policies that an attribute names by their ARNs."""
        value = owner.values.get(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        opened = items.open if isinstance(items, OpenList) else {}
        for i, item in enumerate(items):
            self.managed(owner, key, item, _first(doubt, opened.get(i)))

    def managed(self, owner: Resource, key: str, arn: Any, doubt: Unknown | None) -> None:
        """Add one managed policy."""
        found = _AWS_MANAGED.match(arn.suffix if isinstance(arn, PartialText) else arn if isinstance(arn, str) else "")
        if found is not None:
            for statement in _of_aws(found[1], owner):
                self.put(statement, doubt)
            return
        read = attribute_of(arn) if isinstance(arn, Unknown) else None
        if read is not None:
            policies = self.graph.at(read[0])
        else:
            policies, unseen = self.graph.connected(owner, ("aws_iam_policy",), key, "from_this")
            if not policies and unseen is not None:
                arn = unseen
        policies = [item for item in policies if item[0].type == "aws_iam_policy"]
        for policy, why in policies:
            self.add(policy, ("policy",), policy.values.get("policy"), _first(doubt, why, policy.existence))
        if not policies:
            self.missing(arn if isinstance(arn, Unknown) else Unknown(PolicyElsewhere(str(arn), span=owner.span)))

    def add(self, owner: Resource, path: tuple[str | int, ...], policy: Any, doubt: Unknown | None) -> None:
        """Add the statements of one policy. Its text may have holes."""
        if policy is None:
            return
        self.secret = self.secret or owner.origin.sensitive(path)
        if isinstance(policy, (str, PartialText)):
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
            self.put(statement, _first(doubt, opened.get(i)))

    def put(self, statement: Any, doubt: Unknown | None) -> None:
        if doubt is not None:
            self.open[len(self.statements)] = doubt
        self.statements.append(statement)

    def missing(self, why: Unknown | None) -> None:
        """Note that there may be statements that riveter cannot see."""
        if why is not None:
            self.statements.append(why.derive(keeps="identity"))


def _of_aws(name: str, owner: Resource) -> list[Any]:
    """Return the statements of a policy that AWS maintains: not all of them are known, and they deny nothing unless its name says so."""
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


def _first(*doubts: Unknown | None) -> Unknown | None:
    return next((doubt for doubt in doubts if doubt is not None), None)
