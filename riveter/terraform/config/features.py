"""The versions in which Terraform and OpenTofu introduced features that change values."""

from __future__ import annotations

import msgspec

from riveter.core.versions import VersionRange
from riveter.terraform.config.dialect import Dialect

Version = tuple[int, int]


class Feature(msgspec.Struct, frozen=True):
    """The first version of each tool that has the feature; None if the tool does not have it."""

    terraform: Version | None
    opentofu: Version | None


SHORT_CIRCUITS = Feature((1, 12), (1, 10))
"""The left side of ``&&`` or ``||`` that decides alone hides what is wrong with the right side."""

SIDES_ALIKE = Feature((1, 12), (1, 12))
"""The right side that decides alone hides what is wrong with the left side too, and null counts as false."""

CONTAINS_NULL = Feature((1, 16), (1, 13))
"""``contains`` looks for null as for any other value."""

LONG_SUBNETS = Feature(None, (1, 13))
"""``cidrsubnets`` extends an IPv6 prefix by more than 32 bits."""

MERGED_SEQUENCES = Feature(None, (1, 12))
"""``yamldecode`` merges each mapping of a sequence (``<<: [*a, *b]``)."""

NESTED_TEMPLATES = Feature(None, (1, 7))
"""A template calls ``templatefile`` or ``templatestring``."""

TEXTS_OF_TEMPLATES = Feature((1, 9), None)
"""``templatestring`` gives a string for any template."""

WRITTEN_TEMPLATES = Feature(None, (1, 7))
"""The template of ``templatestring`` is written out in the call."""

LONG_CATEGORIES = Feature((1, 14), (1, 11))
r"""Patterns name categories of Unicode in full, in any case: ``\p{Letter}``."""

_NEWEST = {Dialect.TERRAFORM: (1, 15), Dialect.OPENTOFU: (1, 13)}
"""Later features are in some of the versions in use."""


def offered(feature: Feature, dialect: Dialect | None, versions: VersionRange) -> bool | None:
    """Return whether the tool of the configuration has a feature; None if this is not known.

    versions: those that `required_version` allows.
    """
    found = {_has(feature, program, versions) for program in (Dialect if dialect is None else (dialect,))}
    return found.pop() if len(found) == 1 else None


def _has(feature: Feature, program: Dialect, versions: VersionRange) -> bool | None:
    since = feature.terraform if program is Dialect.TERRAFORM else feature.opentofu
    if since is None or not versions.allows(since):
        return False
    return None if since > _NEWEST[program] and not versions.requires(since) else True
