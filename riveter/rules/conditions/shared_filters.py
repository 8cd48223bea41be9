"""Filters that several rules have are not evaluated for each of them."""

from __future__ import annotations

import math

from riveter.core.effort import remaining, spend
from riveter.rules.conditions.results import Compiled, ConditionResult
from riveter.rules.relations.cases import ANY_CASE
from riveter.rules.relations.scope import ConditionScope


def shared(condition: Compiled) -> Compiled:
    """Return a filter that is evaluated twice for a resource. Whoever asks again gets the same result at the same cost.

    Rules are evaluated one after the other on each resource. Only the second time costs what each of the others does: the first may work
    out of all resources what relations need. So what may be judged does not depend on this. A graph that notes what each verdict asked
    of it must be asked each time.
    """

    def run(scope: ConditionScope) -> ConditionResult:
        graph = scope.graph
        before = remaining()
        if scope.case is not ANY_CASE or scope.complete or graph.notes_questions or before == math.inf:
            return condition(scope)
        known = graph.filter_results.get(run)
        again = known is not None and known[0] is scope.resource
        if known is not None and again and known[1] is not None:
            spend(known[2])
            result: ConditionResult = known[1]
            return result
        found = condition(scope)
        graph.filter_results[run] = scope.resource, found if again else None, before - remaining()
        return found

    return run
