"""What was proven of a verdict, in words."""

from __future__ import annotations

from riveter.findings import Assignment, Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.describe import show_value

_LIMIT = 60


def proof_words(finding: Finding) -> list[str]:
    """Return sentences on the values for which a verdict holds; none if nothing was proven."""
    proof = finding.proof
    if proof is None:
        return []
    if proof.depends:
        fine = "passes with" if proof.exists else "is not about anything with"
        return [f"It fails with {_values(proof.counterexample)}, and {fine} {_values(proof.witness)}."]
    verb = "fails" if (finding.suppressed_outcome or finding.outcome) is Outcome.FAIL else "passes"
    names = [sanitize.line(name) for name in proof.holds_for]
    assumed = f", if {' and '.join(map(sanitize.line, proof.assumes))}" if proof.assumes else ""
    return [f"It {verb} for every value of {' and '.join(names)}{assumed}."]


def _values(values: Assignment) -> str:
    return " and ".join(f"var.{sanitize.line(name)} = {show_value(value, _LIMIT)}" for name, value in values)
