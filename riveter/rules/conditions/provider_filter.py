"""The filter of a rule that is about some versions of a provider."""

from __future__ import annotations

from riveter.core.causes import ProviderVersion
from riveter.core.paths import KeyMatch
from riveter.core.values import Unknown
from riveter.core.versions import ANY_VERSION, parse_range
from riveter.rules.conditions.results import Compiled, ConditionResult, ValueResult
from riveter.rules.model.rule import Leaf, ProviderDemand
from riveter.rules.model.truth import Truth
from riveter.rules.relations.scope import ConditionScope

KEY = "__provider_version__"


def provider_filter(demand: ProviderDemand) -> Compiled:
    """Return a filter that holds if the provider's version is one that the rule applies to.

    If the version is not known, the filter is unknown, or about the newest version that is allowed.
    """
    wanted = parse_range(demand.constraint) or ANY_VERSION
    leaf = Leaf(demand.span, KEY, "version_matches", demand.constraint, True)

    def run(scope: ConditionScope) -> ConditionResult:
        versions_of = scope.resource.provider_versions
        versions = versions_of(demand.name) if versions_of is not None else ANY_VERSION
        within = versions.within(wanted)
        if within is None and demand.newest:
            within = versions.newest_within(wanted)
        unknown = Unknown(ProviderVersion(demand.name))
        truth: Truth = unknown if within is None else within
        return ConditionResult(leaf, scope, truth, [ValueResult(KeyMatch((KEY,), unknown), truth)])

    return run
