"""What was proven of a verdict, in words."""

from __future__ import annotations

from collections.abc import Sequence

from riveter.findings import Assignment, Caller, CallerOutcome, Finding, Outcome, Proof
from riveter.reporters import sanitize
from riveter.reporters.describe import show_value

_LIMIT = 60

CALLERS_SHOWN = 3
"""So many callers are named in one sentence."""


def proof_words(finding: Finding) -> list[str]:
    """Return sentences on the values for which a verdict holds; none if nothing was proven."""
    proof = finding.proof
    if proof is None:
        return []
    if proof.depends:
        fine = "passes" if proof.exists else "is not about anything"
        words = f"fails {_with(proof.counterexample)}, and {fine} {_with(proof.witness)}"
        if proof.defaults and proof.counterexample and proof.witness:
            return [f"With defaults for the other variables, it {words}.", *_callers(finding, proof)]
        return [f"It {words}.", *_callers(finding, proof)]
    verb = "fails" if (finding.suppressed_outcome or finding.outcome) is Outcome.FAIL else "passes"
    names = [sanitize.line(name) for name in proof.holds_for]
    assumed = f", if {' and '.join(map(sanitize.line, proof.assumes))}" if proof.assumes else ""
    return [f"It {verb} for every value of {' and '.join(names)}{assumed}."]


def proven_outcome(outcome: Outcome | None, proven: Finding | None) -> Outcome | None:
    """Return the outcome of a verdict without a proof, or the one that its finding with a proof has."""
    if outcome is not Outcome.UNKNOWN or proven is None:
        return outcome
    return proven.suppressed_outcome or proven.outcome


def _with(values: Assignment | None) -> str:
    """Return values in words. Without any, all variables have their defaults."""
    if not values:
        return "by default"
    return "with " + " and ".join(f"var.{sanitize.line(name)} = {show_value(value, _LIMIT)}" for name, value in values)


def _callers(finding: Finding, proof: Proof) -> list[str]:
    """Return sentences on who makes a rule fail, and who does not. What it is where the finding is, the finding says."""
    if proof.callers is None:
        return []
    root, own = finding.resource.root, finding.environments or ("",)
    found: dict[CallerOutcome, list[Caller]] = {}
    for caller in proof.callers:
        if caller.module or caller.root != root or (caller.environment or caller.var_file) not in own:
            found.setdefault(caller.outcome, []).append(caller)
    words: list[str] = []
    if "fail" in found:
        words.append(f"It fails {_named(found['fail'], root)}.")
    elif proof.callers_complete and not {"fail", "unknown"} & {one.outcome for one in proof.callers}:
        words.append("No call by path, environment or file of values in this repository makes it fail.")
    if "pass" in found:
        words.append(f"It passes {_named(found['pass'], root)}.")
    if "unknown" in found:
        reason = found["unknown"][0].unknown_reason
        why = f": {sanitize.line(reason)}" if reason and len(found["unknown"]) == 1 else ""
        words.append(f"It is not known {_named(found['unknown'], root)}{why}.")
    if "refused" in found:
        words.append(f"Terraform refuses the values {_named(found['refused'], root)}.")
    if not proof.callers_complete and proof.callers:
        words.append("There may be other callers.")
    return words


def _named(callers: Sequence[Caller], root: str) -> str:
    """Return ``for live/dev in a and b (live/dev/main.tf:3) and with env/prod.tfvars``."""
    places: dict[tuple[str, str, str, str], list[str]] = {}
    for one in callers:
        place = "" if one.span is None else f" ({sanitize.line(f'{one.span.file}:{one.span.start_line}')})"
        is_itself = not one.module and one.root == root
        name = "" if is_itself else "the root folder" if one.root == "." else sanitize.line(one.root)
        if one.var_file:
            place = f" with {sanitize.line(one.var_file)}" + ("" if is_itself else place)
        own = one.environment if is_itself else ""
        places.setdefault((name, place, one.module, own), []).append(one.environment)
    names = [_name(name, place, environments) for (name, place, *_), environments in places.items()]
    return _list(names, "for {} more")


def _name(name: str, place: str, environments: list[str]) -> str:
    known = [f"in {_list([sanitize.line(one) for one in environments], '{} more')}"] if any(environments) else []
    return " ".join([*([f"for {name}"] if name else []), *known]).strip() + place if name or known else place.strip()


def _list(names: Sequence[str], rest: str) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(names) - CALLERS_SHOWN
    shown = [*names[:CALLERS_SHOWN], *([rest.format(more)] if more > 0 else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
