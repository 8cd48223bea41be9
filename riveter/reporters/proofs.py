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
        fine = "passes" if proof.exists else "is not about anything"
        words = f"fails {_with(proof.counterexample)}, and {fine} {_with(proof.witness)}"
        if proof.defaults and proof.counterexample and proof.witness:
            return [f"With defaults for the other variables, it {words}."]
        return [f"It {words}."]
    verb = "fails" if (finding.suppressed_outcome or finding.outcome) is Outcome.FAIL else "passes"
    names = [sanitize.line(name) for name in proof.holds_for]
    assumed = f", if {' and '.join(map(sanitize.line, proof.assumes))}" if proof.assumes else ""
    return [f"It {verb} for every value of {' and '.join(names)}{assumed}."]


def _with(values: Assignment | None) -> str:
    """Return values in words. Without any, all variables have their defaults."""
    if not values:
        return "by default"
    return "with " + " and ".join(f"var.{sanitize.line(name)} = {show_value(value, _LIMIT)}" for name, value in values)
