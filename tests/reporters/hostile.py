"""A scan result in which every text from the input tries to be something else."""

from __future__ import annotations

import msgspec

from riveter.api import ScanResult
from riveter.core.causes import DataSource
from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import SourceFile, Span
from riveter.findings import AssertionResult, Finding, Outcome, Provenance, ResourceRef, RuleSummary, Suppression
from tests.reporters.samples import result

EVIL = (
    "\x1b]0;owned\x07\r\n::set-output name=x::y\n##vso[task.setvariable variable=x]y </script><img src=x onerror=alert(1)>"
    "</details>`|\u202e\u2028\ud800]]>&lt; [link](http://evil.example) @everyone =cmd|' /C calc'!A0 {0} ,:%0A"
)
SOURCE = SourceFile(EVIL, f"{EVIL}\n{EVIL}\n", EVIL)
SPAN = Span(EVIL, 1, 1, 1, 5)


def finding(outcome: Outcome = Outcome.FAIL) -> Finding:
    """One finding."""
    return Finding(
        rule_id=EVIL,
        rule_name=EVIL,
        severity="high",
        outcome=outcome,
        message=EVIL + " message",
        resource=ResourceRef(EVIL, EVIL, EVIL, EVIL, SPAN),
        pack=EVIL,
        fingerprint="f",
        remediation=EVIL,
        environments=(EVIL,),
        suppression=Suppression("waiver", EVIL, EVIL, EVIL, EVIL, SPAN) if outcome is Outcome.SUPPRESSED else None,
        assertions=(
            AssertionResult(
                key=EVIL,
                operator="equals",
                outcome=Outcome.FAIL if outcome is Outcome.SUPPRESSED else outcome,
                expected=EVIL,
                actual=[EVIL, {EVIL: EVIL}],
                message=EVIL,
                location=SPAN,
                provenance=(Provenance(EVIL, SPAN, ValueOrigin.ENVIRONMENT_VARIABLE, EVIL, EVIL),),
                unknown_cause=DataSource(EVIL, EVIL, span=SPAN) if outcome is Outcome.UNKNOWN else None,
            ),
        ),
    )


HOSTILE: ScanResult = result(
    tuple(finding(outcome) for outcome in Outcome),
    (
        RuleSummary(
            EVIL,
            EVIL,
            "high",
            passed=1,
            failed=1,
            unknown=1,
            errors=1,
            suppressed=1,
            pack=EVIL,
            message=EVIL,
            remediation=EVIL,
            metadata={
                "frameworks": {EVIL: [EVIL]},
                "references": [EVIL, "https://example.com/a b", "javascript:alert(1)"],
            },
        ),
    ),
    (Diagnostic("error", EVIL, EVIL, SPAN, EVIL), Diagnostic("warning", EVIL)),
    source=lambda name: SOURCE,
)


def many(number: int) -> ScanResult:
    """A result with that many failures of fifty rules."""
    from tests.reporters.samples import FAILED, KEY, summary

    rules = tuple(
        msgspec.structs.replace(summary(FAILED, failed=number // 50), id=f"rule-{n}", name=f"Rule {n}")
        for n in range(50)
    )
    findings = tuple(
        msgspec.structs.replace(
            FAILED,
            rule_id=f"rule-{n % 50}",
            rule_name=f"Rule {n % 50}",
            fingerprint=f"{n:032x}",
            resource=msgspec.structs.replace(KEY, address=f"aws_kms_key.key_{n}"),
        )
        for n in range(number)
    )
    return result(findings, rules)
