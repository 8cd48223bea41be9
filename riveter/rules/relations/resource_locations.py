"""Where the name of a resource counts: a name means one thing in one region of one account.

Two resources that share a literal name are only connected where their provider configurations lead to the same place. The names
of S3 buckets are unique in all of AWS, and those of IAM, CloudFront and the like in an account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from riveter.core.causes import UncertainProvider
from riveter.core.patterns import late
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.rules.model.comparison import equal
from riveter.rules.model.truth import Truth, all_of, any_of, negate

_FAMILIES = {
    "awscc": "aws", "google-beta": "google", "azapi": "azurerm", "azuread": "azurerm", "azurestack": "azurerm",
}  # fmt: skip
"""Providers for one and the same cloud."""
_WORLDWIDE = frozenset({"aws_s3_bucket"})
_OF_ACCOUNT = late(
    r"aws_(?:account|budgets|ce|cloudfront|globalaccelerator|iam|organizations|route53(?!_resolver)|shield|waf)_"
)
_ACCOUNT_ARGUMENTS = (
    "access_key", "allowed_account_ids", "assume_role", "assume_role_with_web_identity", "profile", "shared_config_files",
    "shared_credentials_files",
)  # fmt: skip
_SCOPES = {"google": ("project",), "azurerm": ("subscription_id", "tenant_id")}
_PARTITIONS = ("cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-")
_ACCOUNT_ID = late(r"[0-9]{12}")


class ResourceLocations:
    """The provider configurations of a run, and the regions and accounts that they give to resources."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self._resources = resources
        self._blocks: dict[str, Resource] | None = None
        self._known: dict[tuple[Any, ...], Truth] = {}

    def apart(self, named: Resource, other: Resource) -> Truth:
        """Return whether a name in one resource can't mean another one that has it, as they are in different places."""
        if named.provider == other.provider and "region" not in named.values and "region" not in other.values:
            return False
        regions = self._own(named, "region"), self._own(other, "region")
        key = (named.type, named.provider, other.provider, *(r if isinstance(r, str) else id(r) for r in regions))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._apart(named, other)
        return found

    def _apart(self, named: Resource, other: Resource) -> Truth:
        family, theirs = _family(named.provider), _family(other.provider)
        if family != theirs:
            return True
        if named.type in _WORLDWIDE:
            return _other_partition(self._region(named), self._region(other))
        blocks = self._block(named), self._block(other)
        doubt = Unknown(UncertainProvider(named.provider, other.provider), (named.address,))
        if family == "aws":
            region: Truth = (
                False if _OF_ACCOUNT.match(named.type) else negate(equal(self._region(named), self._region(other)))
            )
            if named.provider == other.provider:
                return region
            first, second = blocks
            if first is None or second is None:
                return any_of((region, doubt))
            return any_of((region, _other_account(first, second, doubt)))
        if named.provider == other.provider:
            return False
        first, second = blocks
        if first is None or second is None:
            return doubt
        scope = _SCOPES.get(family)
        if scope is not None:
            return negate(all_of(equal(_value(first, key), _value(second, key)) for key in scope))
        same = equal(_settings(first), _settings(second))
        return doubt if same is False else negate(same)

    def region(self, resource: Resource) -> Any:
        """Return the region of a resource, which is unknown if the environment decides."""
        found = self._region(resource)
        return (
            Unknown(UncertainProvider(resource.provider, ""), (resource.address,), not_null=True)
            if found == ""
            else found
        )

    def account(self, resource: Resource) -> Any:
        """Return the account of a resource, which is unknown unless its provider configuration names the only one that it may be."""
        block = self._block(resource)
        accounts = _accounts(block) if block is not None else set()
        if len(accounts) == 1:
            return next(iter(accounts))
        return Unknown(UncertainProvider(resource.provider, resource.provider), (resource.address,), not_null=True)

    def _region(self, resource: Resource) -> Any:
        """Return the region of a resource: its own, otherwise that of its provider configuration; empty if the environment decides."""
        own = self._own(resource, "region")
        if own is not None:
            return own
        block = self._block(resource)
        if block is None:
            return (
                Unknown(UncertainProvider(resource.provider, ""), (resource.address,))
                if "." in resource.provider
                else ""
            )
        region = _value(block, "region")
        return "" if region is None else region

    @staticmethod
    def _own(resource: Resource, key: str) -> Any:
        return resource.values.get(key) if _family(resource.provider) == "aws" else None

    def _block(self, resource: Resource) -> Resource | None:
        """Return the provider block of a resource; None if the configuration does not have it."""
        if self._blocks is None:
            self._blocks = {}
            for block in self._resources:
                if block.type == "provider":
                    alias = block.values.get("alias")
                    self._blocks[f"{block.name}.{alias}" if isinstance(alias, str) else block.name] = block
        return self._blocks.get(resource.provider)


def _family(provider: str) -> str:
    name = provider.partition(".")[0]
    return _FAMILIES.get(name, name)


def _value(block: Resource, key: str) -> Any:
    return block.values.get(key)


def _settings(block: Resource) -> dict[str, Any]:
    return {
        key: value
        for key, value in block.values.items()
        if key not in ("alias", "version", "default_tags", "ignore_tags")
    }


def _other_partition(first: Any, second: Any) -> bool:
    """Return True if two regions certainly belong to different partitions of AWS."""
    if not (isinstance(first, str) and isinstance(second, str) and first and second):
        return False
    return _partition(first) != _partition(second)


def _partition(region: str) -> str:
    return next((prefix for prefix in _PARTITIONS if region.startswith(prefix)), "")


def _other_account(first: Resource, second: Resource, doubt: Unknown) -> Truth:
    """Return whether two configurations use different accounts: certainly if both name theirs."""
    same = all_of(equal(_value(first, key), _value(second, key)) for key in _ACCOUNT_ARGUMENTS)
    if same is True:
        return False
    accounts = _accounts(first), _accounts(second)
    if all(accounts) and accounts[0].isdisjoint(accounts[1]):
        return True
    return doubt if same is False else negate(same)


def _accounts(block: Resource) -> set[str]:
    """Return the accounts that a configuration names: of the role that it assumes, else those that are allowed."""
    roles = block.values.get("assume_role")
    found: set[str] = set()
    for role in roles if isinstance(roles, list) else [roles]:  # JSON syntax has one block as an object
        arn = role.get("role_arn") if isinstance(role, dict) else None
        if isinstance(arn, str):
            found.update(_ACCOUNT_ID.findall(arn)[:1])
    allowed = block.values.get("allowed_account_ids")
    if not found and isinstance(allowed, list):
        found.update(item for item in allowed if isinstance(item, str))
    return found
