"""Test rules: cases list the verdicts that a rule must give for a piece of Terraform; mutants show changes that no case notices.

Use::

    report = run_cases(["rules/"], mutate=True)
    report.ok, report.failures, report.untested, report.mutation
"""

from __future__ import annotations

from riveter.rule_testing.report import CaseReport, CaseResult, Mutant, MutationReport, RuleCoverage
from riveter.rule_testing.runner import run_cases

__all__ = ["CaseReport", "CaseResult", "Mutant", "MutationReport", "RuleCoverage", "run_cases"]
