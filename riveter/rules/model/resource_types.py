"""Which resources a rule is about: types, globs, `*`, `data.`, and blocks of other kinds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from riveter.core.globs import is_glob, matches_glob
from riveter.resource import ROOT_MODULE

OTHER_BLOCKS = frozenset({"module", "provider", "variable", "output", "terraform", "locals", "check", ROOT_MODULE})
"""Types that rules may address and Terraform does not call resources; only their exact names match them.

`root_module` is no block: there is one for each root module, so that rules can ask what has to be in it."""


def types_in_words(types: Iterable[str]) -> str:
    """Return the types of resources as part of a sentence: ``aws_kms_key``, ``terraform block``."""
    return " or ".join(f"{type} block" if type in OTHER_BLOCKS and type != ROOT_MODULE else type for type in types)


@lru_cache(maxsize=4096)
def matches_type(pattern: str, type: str) -> bool:
    """Return True if a `resource_type` of a rule covers a resource's type.

    `*` covers managed resources. A glob covers them too, or the kind that it begins with: `data.`, `ephemeral.`, `action.`.
    """
    if pattern == type:
        return True
    if not is_glob(pattern):
        return False
    if type in OTHER_BLOCKS or pattern.rpartition(".")[0] != type.rpartition(".")[0]:
        return False
    return matches_glob(pattern, type)


def matches_any_type(patterns: Iterable[str], type: str) -> bool:
    """Return True if any of the patterns covers a type."""
    return any(matches_type(pattern, type) for pattern in patterns)
