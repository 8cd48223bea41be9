"""Testing rules: cases beside the rules say what a rule must find in a piece of Terraform; mutants say what no case notices.

Use::

    report = run_cases(["rules/"], mutate=True)
    report.ok, report.failures, report.untested, report.mutation
"""

from __future__ import annotations

from riveter.rule_testing.report import CaseReport, CaseResult, Mutant, MutationReport, RuleCoverage
from riveter.rule_testing.runner import run_cases

__all__ = ["CaseReport", "CaseResult", "Mutant", "MutationReport", "RuleCoverage", "run_cases"]
