"""Decide whether the Deny statements of a policy deny all of a question, alone or together.

A statement denies a product: its actions on its resources for its principals. A request escapes all statements if each statement can be
assigned to one of these axes, so that every axis has something left that its statements do not cover.

If parts of a policy are unknown, there are two answers: for what the statements certainly deny, and for what they deny at most. If these
differ, the result is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import TypeAlias

import msgspec

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.effort import spend
from riveter.core.values import Unknown
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.document import PolicyStatement
from riveter.rules.iam.elements import Request, covering, element_has, overlapping, principal_has, resource_has
from riveter.rules.iam.extents import (
    NONE,
    Extent,
    Question,
    Reader,
    certainly_covered,
    may_overlap,
    possibly_covered,
    principals_covered,
    question_about,
)
from riveter.rules.iam.principals import kind_of_query, names_everyone, plain_principal
from riveter.rules.iam.request_cases import request_cases
from riveter.rules.iam.requests import Facts, holds_for
from riveter.rules.iam.restrictions import shuts_out
from riveter.rules.iam.wildcards import PatternBudgetError, Texts, Work
from riveter.rules.model.truth import Truth, all_of

Counts: TypeAlias = Callable[[PolicyStatement], Truth]
"""Returns whether a Deny statement applies to the question, apart from the axes: its condition holds, and its other elements match."""
Covered: TypeAlias = Callable[[str, Sequence[Texts], Work], bool]
Test: TypeAlias = Callable[[Sequence[Texts]], bool]
_MAX_STEPS = 400_000
"""How much work goes into one policy."""
_PER_STEP = 4
_MAX_SEVERAL = 200
"""How many statements may leave something on more than one axis."""


class Axis(msgspec.Struct, frozen=True):
    """The question about one element of statements. extent: that of the element in a statement; `key` identifies a way to read it."""

    extent: Callable[[PolicyStatement], Extent]
    question: Question
    key: Hashable
    certain: Covered = certainly_covered
    possibly: Covered = possibly_covered


class Denials:
    """The Deny statements of policies, why there may be others, and the work that is left for comparing them."""

    def __init__(self, statements: Iterable[PolicyStatement], missing: Unknown | None = None) -> None:
        self.missing = missing
        self.statements = [s for s in statements if s.has_effect("Deny") is not False]
        self.reader = Reader()
        self.work = Work(_MAX_STEPS, counted=_PER_STEP)
        self._extents: dict[Hashable, Extent] = {}
        self._for_strangers: dict[int, Truth] = {}

    def take_from(self, allowing: PolicyStatement, request: Request, *, any_part: bool = False) -> Truth:
        """Return whether Deny statements without a condition deny what a statement allows: the whole question, or any part of it.

        For elements that the question does not name, they must deny everything that is allowed.
        """
        action, resource, principal = request
        about: list[Counts] = [_unconditional]
        axes: list[Axis] = []
        if action is not None and any_part:
            about.append(lambda s: element_has(s.actions, s.not_actions, action, overlapping, covering, fold=True))
        else:
            axes.append(self._action(action, allowing))
        if resource is not None and any_part:
            about.append(lambda s: resource_has(s, action, resource, overlapping, covering))
        else:
            axes.append(self._resource(resource, _service(action, allowing), allowing))
        if principal is not None and any_part:
            about.append(lambda s: principal_has(s, principal, overlapping, covering))
        else:
            axes.append(self._principal(principal, allowing))
        return self._take_all(axes, lambda s: all_of(test(s) for test in about))

    def keep_strangers_from(self, allowing: PolicyStatement) -> Truth:
        """Return whether Deny statements keep all strangers from what a statement allows: their conditions hold for every request of a
        stranger.
        """
        axes = [self._action(None, allowing), self._resource(None, _service(None, allowing), allowing)]
        return self._take_all(axes, self._is_for_strangers)

    def _is_for_strangers(self, statement: PolicyStatement) -> Truth:
        known = self._for_strangers.get(id(statement))
        if known is None:
            known = self._for_strangers[id(statement)] = all_of(
                (names_everyone(statement), shuts_out(statement.condition))
            )
        return known

    def refuse(self, request: Request, when: Facts) -> Truth:
        """Return whether Deny statements deny the whole question in each request with some known facts."""
        action, resource, principal = request
        service = (action or "").split(":")[0].lower()
        axes = [self._action(action), self._resource(resource, service), self._principal(principal)]
        truth = self._take_all(axes, partial(_holds, when))
        if truth is True:
            return True
        cases = request_cases([statement.condition for statement in self.statements], when)
        if cases.facts:
            truth = all_of(self._take_all(axes, partial(_holds, case)) for case in cases.facts)
        return cases.doubt if truth is False and cases.doubt is not None else truth

    # --- axes ---

    def _action(self, action: str | None, allowing: PolicyStatement | None = None) -> Axis:
        """Return the axis of an action, or of all actions that a statement allows."""
        question = question_about("*")
        if action is not None:
            question = question_about(action.lower())
        elif allowing is not None:
            question = self.reader.question(allowing.actions, allowing.not_actions, fold=True)
        return Axis(lambda s: self.reader.patterns(s.actions, s.not_actions, NONE, fold=True), question, "action")

    def _resource(self, resource: str | Arn | None, service: str, allowing: PolicyStatement | None = None) -> Axis:
        """Return the axis of a resource, or of all resources of a statement. service: that of the actions in the question."""
        if isinstance(resource, Arn):
            return Axis(lambda s: self.reader.rests(s, resource), question_about(resource.suffix), resource)
        question = question_about("*")
        if resource is not None:
            question = question_about(resource)
        elif allowing is not None:
            question = self.reader.question(allowing.resources, allowing.not_resources)
        every = any(not pattern.strip("*") for pattern in question.at_most)
        named = service if every and service else None
        return Axis(lambda s: self.reader.resources(s, named), question, ("resource", named))

    def _principal(self, principal: str | None, allowing: PolicyStatement | None = None) -> Axis:
        """Return the axis of a principal, or of all principals of a statement."""
        if principal is None and allowing is not None:
            question = self.reader.principal_question(allowing)
            return Axis(
                lambda s: self.reader.principals(s, None),
                question,
                ("principal", None),
                principals_covered,
                principals_covered,
            )
        kind = kind_of_query(principal or "*")
        question = question_about(plain_principal(principal or "*"))
        return Axis(
            lambda s: self.reader.principals(s, kind),
            question,
            ("principal", kind),
            principals_covered,
            principals_covered,
        )

    def _take_all(self, axes: Sequence[Axis], counts: Counts) -> Truth:
        """Return whether the statements that count deny the whole question on all axes."""
        certain: list[tuple[Texts, ...]] = []
        at_most: list[tuple[Texts, ...]] = []
        reasons: list[Unknown | None] = [self.missing]
        if self.work.left < 0:
            return Unknown(SpentBudget(WorkLimit.POLICY_WORK))
        spend(2 * len(self.statements))
        try:
            for statement in self.statements:
                truth = all_of((statement.has_effect("Deny"), counts(statement)))
                if truth is False:
                    continue
                truth = statement.doubt if truth is True and statement.doubt is not None else truth
                extents = [self._extent(axis, statement) for axis in axes]
                at_most.append(tuple(extent.at_most for extent in extents))
                if truth is True:
                    certain.append(tuple(extent.certain for extent in extents))
                reasons += [truth if isinstance(truth, Unknown) else None, *(extent.why for extent in extents)]
            if self._together(certain, axes, certain=True):
                return True
            if self.missing is None and not self._together(at_most, axes, certain=False):
                return False
        except PatternBudgetError:
            return Unknown(SpentBudget(WorkLimit.POLICY_WORK))
        reasons += [axis.question.why for axis in axes]
        return next((why for why in reasons if why is not None), Unknown(SpentBudget(WorkLimit.POLICY_WORK)))

    def _extent(self, axis: Axis, statement: PolicyStatement) -> Extent:
        key = (id(statement), axis.key)
        known = self._extents.get(key)
        if known is None:
            known = self._extents[key] = axis.extent(statement)
        return known

    def _together(self, boxes: list[tuple[Texts, ...]], axes: Sequence[Axis], *, certain: bool) -> bool:
        """Return whether products of sets cover the whole question. Raises `PatternBudgetError`."""
        tests = [self._test(axis, certain=certain) for axis in axes]

        def covered(axis: int, sides: Sequence[Texts]) -> bool:
            self.work.spend(1)
            return tests[axis](sides)

        given: list[list[Texts]] = [[] for _ in tests]
        several: list[tuple[list[int], tuple[Texts, ...]]] = []
        for box in dict.fromkeys(boxes):
            left = [axis for axis, side in enumerate(box) if not covered(axis, [side])]
            if not left:
                return True  # it takes all of it alone
            if len(left) == 1:
                given[left[0]].append(box[left[0]])
            elif all(self._touches(axis, side) for axis, side in zip(axes, box, strict=True)):
                several.append((left, box))
        if any(sides and covered(axis, sides) for axis, sides in enumerate(given)):
            return True
        for axis in range(len(axes)):
            if not covered(axis, [*given[axis], *(box[axis] for _, box in several)]):
                return False  # something is left there that none of them covers
        if len(several) > _MAX_SEVERAL:
            raise PatternBudgetError
        several.sort(key=lambda item: len(item[0]))

        def escapes(number: int) -> bool:
            """Return whether something is left when the boxes from a number on are given to axes, too."""
            if number == len(several):
                return True
            left, box = several[number]
            for axis in left:
                given[axis].append(box[axis])
                if not covered(axis, given[axis]) and escapes(number + 1):
                    return True
                given[axis].pop()
            return False

        return not escapes(0)

    def _touches(self, axis: Axis, side: Texts) -> bool:
        """Return False if a set contains nothing of the question on an axis, so that the product of the set denies nothing of it."""
        if side.excluded or axis.certain is principals_covered:
            return True
        self.work.spend(1 + len(side.patterns) * len(axis.question.at_most) // 8)
        return any(may_overlap(text, question) for question in axis.question.at_most for text in side.patterns)

    def _test(self, axis: Axis, *, certain: bool) -> Test:
        """Return whether sets cover the whole question on an axis, or what is certainly part of it."""
        question = axis.question
        patterns, left_out = (
            (question.at_most, question.left_out.certain) if certain else (question.certain, question.left_out.at_most)
        )
        covered = axis.certain if certain else axis.possibly
        beside = [left_out] if left_out.patterns else []
        return lambda sides: all(covered(pattern, [*sides, *beside], self.work) for pattern in patterns)


def _holds(facts: Facts, statement: PolicyStatement) -> Truth:
    return holds_for(statement.condition, facts)


def _unconditional(statement: PolicyStatement) -> Truth:
    if statement.condition is None:
        return True
    return statement.condition if isinstance(statement.condition, Unknown) else False


def _service(action: str | None, allowing: PolicyStatement) -> str:
    """Return the service of the actions in the question; empty for several."""
    actions = allowing.actions or [] if action is None else [action]
    services = {item.split(":")[0].lower() if isinstance(item, str) else "" for item in actions}
    return services.pop() if len(services) == 1 else ""
