"""A scan result with something of everything, for the reporters' tests."""

from __future__ import annotations

from typing import Any

from riveter.api import ScanResult
from riveter.core.causes import UnsetVariable
from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import SourceFile, Span
from riveter.findings import AssertionResult, Finding, Outcome, Provenance, ResourceRef, RuleSummary, Suppression

STORAGE = SourceFile(
    "storage.tf",
    'resource "aws_s3_bucket" "raw" {\n'
    '  bucket = "raw"\n'
    "}\n"
    "\n"
    'resource "aws_kms_key" "data" {\n'
    '  description         = "Data key"\n'
    "  enable_key_rotation = var.rotate\n"
    "}\n"
    "\n"
    'resource "aws_lambda_function" "processor" {\n'
    "  kms_key_arn = var.kms_key_id\n"
    "}\n",
    "storage.tf",
)
VARIABLES = SourceFile("variables.tf", 'variable "rotate" {\n  default = false\n}\n', "variables.tf")
SOURCES = {source.name: source for source in (STORAGE, VARIABLES)}


def span(source: SourceFile, text: str, *, whole_block: bool = False) -> Span:
    """Where `text` stands in the source."""
    start = source.text.index(text)
    end = source.text.index("\n}", start) + 2 if whole_block else start + len(text)
    return source.span(start, end)


KEY = ResourceRef(
    "aws_kms_key.data", "aws_kms_key", "data", "", span(STORAGE, 'resource "aws_kms_key"', whole_block=True)
)
FUNCTION = ResourceRef(
    "aws_lambda_function.processor",
    "aws_lambda_function",
    "processor",
    "",
    span(STORAGE, 'resource "aws_lambda_function"', whole_block=True),
)
BUCKET = ResourceRef(
    "aws_s3_bucket.raw", "aws_s3_bucket", "raw", "", span(STORAGE, 'resource "aws_s3_bucket"', whole_block=True)
)

FAILED = Finding(
    rule_id="kms-key-rotation",
    rule_name="KMS keys must have rotation enabled",
    severity="high",
    outcome=Outcome.FAIL,
    message="KMS keys must have rotation enabled",
    resource=KEY,
    pack="aws-security",
    fingerprint="a1b2c3",
    remediation="Set `enable_key_rotation = true`.",
    assertions=(
        AssertionResult(
            key="enable_key_rotation",
            operator="equals",
            outcome=Outcome.FAIL,
            expected=True,
            actual=False,
            detail="is false, expected true",
            location=span(STORAGE, "var.rotate"),
            provenance=(
                Provenance("var.rotate", span(VARIABLES, "false"), ValueOrigin.DEFAULT, "false"),
                Provenance("var.rotate", Span("prod.tfvars", 2, 10, 2, 15), ValueOrigin.FILE, "false"),
            ),
        ),
    ),
)
UNKNOWN = Finding(
    rule_id="lambda-kms",
    rule_name="Lambda functions must use a KMS key",
    severity="medium",
    outcome=Outcome.UNKNOWN,
    message="Encrypt the environment",
    resource=FUNCTION,
    pack="aws-security",
    fingerprint="d4e5f6",
    assertions=(
        AssertionResult(
            key="kms_key_arn",
            operator="starts_with",
            outcome=Outcome.UNKNOWN,
            expected="arn:aws:kms:",
            location=span(STORAGE, "var.kms_key_id"),
            unknown_cause=UnsetVariable("kms_key_id", span=Span("variables.tf", 14, 1, 14, 24)),
        ),
    ),
)
PASSED = Finding(
    rule_id="s3-bucket-name",
    rule_name="S3 buckets must have a name",
    severity="low",
    outcome=Outcome.PASS,
    message="S3 buckets must have a name",
    resource=BUCKET,
    pack="aws-security",
    fingerprint="070809",
    assertions=(
        AssertionResult(
            key="bucket", operator="exists", outcome=Outcome.PASS, actual="raw", location=span(STORAGE, '"raw"\n')
        ),
    ),
)
SUPPRESSED = Finding(
    rule_id="s3-versioning",
    rule_name="S3 buckets must be versioned",
    severity="critical",
    outcome=Outcome.SUPPRESSED,
    suppressed_outcome=Outcome.FAIL,
    message="S3 buckets must be versioned",
    resource=BUCKET,
    pack="aws-security",
    fingerprint="0a0b0c",
    suppression=Suppression(
        "inline", "raw data is thrown away", "2027-03-31", "data", "DATA-1", Span("storage.tf", 1, 1, 1, 9)
    ),
    assertions=(
        AssertionResult(
            key="versioning.enabled", operator="is_true", outcome=Outcome.FAIL, expected=True, location=BUCKET.span
        ),
    ),
)


def summary(finding: Finding, **counts: Any) -> RuleSummary:
    """The rule of a finding with its counts."""
    return RuleSummary(
        finding.rule_id,
        finding.rule_name,
        finding.severity,
        pack=finding.pack,
        message=finding.message,
        remediation=finding.remediation,
        metadata={"frameworks": {"soc2": ["CC6.1"]}, "references": ["https://example.com/rule"]},
        file="",
        **counts,
    )


RULES = (
    summary(PASSED, passed=1),
    summary(FAILED, failed=1, passed=1),
    summary(UNKNOWN, unknown=1, passed=1),
    summary(SUPPRESSED, suppressed=1),
    RuleSummary("rds-encrypted", "RDS must be encrypted", "high", pack="aws-security"),
)


def result(
    findings: tuple[Finding, ...] = (PASSED, FAILED, UNKNOWN, SUPPRESSED),
    rules: tuple[RuleSummary, ...] = RULES,
    diagnostics: tuple[Diagnostic, ...] = (),
    **more: Any,
) -> ScanResult:
    """A scan result."""
    return ScanResult(
        findings=findings,
        rules=rules,
        diagnostics=diagnostics,
        resources=more.pop("resources", 4),
        files=more.pop("files", 2),
        source=more.pop("source", SOURCES.get),
        **more,
    )
