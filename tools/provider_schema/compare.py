"""Compares extracted schemas with the exact ones of the same provider, path by path."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tools.provider_schema.model import Attribute, Block, Provider


@dataclass
class Comparison:
    """Counts of what agrees and differs in the types that both have; `examples` holds some paths of each difference.

    Members of one side only are mostly changes between the versions; `nesting`, `kind`, `type` and `flags` are about
    members of both.
    """

    types: int = 0
    only_extracted_types: int = 0
    only_exact_types: int = 0
    members: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, path: str) -> None:
        """Count a difference at a path."""
        self.counts[what] += 1
        self.examples.setdefault(what, []).append(path)

    def rate(self, what: str) -> float:
        """The share of common members without this difference."""
        return 1 - self.counts[what] / self.members if self.members else 1.0

    def report(self, examples: int = 8) -> str:
        """The result for people."""
        lines = [
            f"types in both: {self.types} (only extracted: {self.only_extracted_types}, only exact: {self.only_exact_types})",
            f"members in both: {self.members}",
        ]
        for what in sorted(self.counts):
            common = not what.startswith("only")
            rate = f" ({self.rate(what):.3%} agree)" if common else ""
            lines.append(f"{what}: {self.counts[what]}{rate}")
            lines.extend(f"    {path}" for path in self.examples[what][:examples])
        return "\n".join(lines)


def compare(extracted: Provider, exact: Provider) -> Comparison:
    """Compare all types that both have."""
    result = Comparison(
        only_extracted_types=len(extracted.types.keys() - exact.types.keys()),
        only_exact_types=len(exact.types.keys() - extracted.types.keys()),
    )
    for name in sorted(extracted.types.keys() & exact.types.keys()):
        result.types += 1
        _compare_block(result, name, extracted.types[name], exact.types[name])
    return result


def _compare_block(result: Comparison, path: str, ours: Block, exact: Block) -> None:
    if ours.recursive:  # folded here, unrolled to some depth there
        return
    mine, theirs = ours.members, exact.members
    for name in sorted(mine.keys() | theirs.keys()):
        where = f"{path}.{name}"
        a, b = mine.get(name), theirs.get(name)
        if a is None or b is None:
            result.note("only in the exact schema" if a is None else "only extracted", where)
            continue
        result.members += 1
        if isinstance(a, Attribute) and a.opaque_block:
            result.note("block without members", where)
        elif isinstance(a, Block) and isinstance(b, Block):
            if a.nesting != b.nesting:
                result.note("nesting", f"{where}: {a.nesting}, exact {b.nesting}")
            if bool(a.minimum) != bool(b.minimum) or (a.maximum == 1) != (b.maximum == 1):
                result.note("limits", f"{where}: {a.minimum}-{a.maximum}, exact {b.minimum}-{b.maximum}")
            _compare_block(result, where, a, b)
        elif isinstance(a, Attribute) and isinstance(b, Attribute):
            _compare_attribute(result, where, a, b)
        else:
            result.note("kind", f"{where}: {type(a).__name__}, exact {type(b).__name__}")


def _compare_attribute(result: Comparison, path: str, ours: Attribute, exact: Attribute) -> None:
    if ours.type != exact.type:
        result.note("type", f"{path}: {ours.type}, exact {exact.type}")
    flags = [
        f"{name}={getattr(ours, name)}"
        for name in ("required", "optional", "computed", "write_only")
        if getattr(ours, name) != getattr(exact, name)
    ]
    if flags:
        result.note("flags", f"{path}: {', '.join(flags)}")
    for name in sorted(ours.attributes.keys() & exact.attributes.keys()):
        result.members += 1
        a, b = ours.attributes[name], exact.attributes[name]
        if a.type != b.type:
            result.note("type", f"{path}.{name}: {a.type}, exact {b.type}")
    for name in sorted(ours.attributes.keys() ^ exact.attributes.keys()):
        what = "only extracted" if name in ours.attributes else "only in the exact schema"
        result.note(what, f"{path}.{name}")
