"""The pages docs/rules/<provider>/<service>.md, made from the catalogue. `python -m tests.packs.pages` writes them."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from riveter.reporters.markdown_text import block, code, escape
from riveter.rules.conditions.phrases import condition_lines
from riveter.rules.model.messages import expected_words
from riveter.rules.model.rule import ALL, ANY, RELATIONS, Rule, RuleSet
from riveter.rules.packs.packs import list_packs
from riveter.rules.reading.files import load_file
from tests.packs.catalogue import PACKS, ROOT, rule_files, written
from tests.packs.frameworks import frameworks

PAGES = ROOT / "docs" / "rules"
MADE = "<!-- Made by `python -m tests.packs.pages`; a test compares. -->"
FOLDERS = {
    "aws": "AWS",
    "azure": "Azure",
    "gcp": "Google Cloud",
    "kubernetes": "Kubernetes",
    "terraform": "Any Terraform",
}
TOOLS = {"checkov": "Checkov", "trivy": "Trivy", "prowler": "Prowler", "securityhub": "AWS Security Hub"}
BENCHMARKS = {
    "cis-aws-3.0": "CIS AWS Foundations Benchmark 3.0",
    "cis-azure-6.0": "CIS Azure Foundations Benchmark 6.0",
    "cis-gcp-5.0": "CIS Google Cloud Foundation Benchmark 5.0",
    "cis-kubernetes": "CIS Kubernetes Benchmark",
    "mcsb-1.0": "Microsoft cloud security benchmark 1.0",
    "nsa-kubernetes-1.0": "NSA and CISA Kubernetes hardening",
}
"""The benchmarks that have no pack."""

_CODE = re.compile(r"(`[^`]*`)")
_SPECIAL = re.compile(r"([\\*_{}\[\]#|~$>])")


@functools.cache
def _packs() -> dict[str, list[str]]:
    """The names of the bundled packs that hold a rule, by its id."""
    found = defaultdict(list)
    for pack in list_packs()[0]:
        if Path(pack.path).parent == PACKS / "packs":
            for rule in pack.rules:
                found[rule.id].append(pack.name)
    return found


@functools.cache
def _controls() -> dict[str, dict[str, list[str]]]:
    """The controls that a rule serves, by its id and the title of the framework, also those that follow from other frameworks."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for one in frameworks():
        title = f"[{one.title.partition(',')[0]}](../../frameworks/{one.pack.name}.md)"
        for rule in one.pack.rules:
            found[rule.id][title] = rule.metadata["frameworks"][one.key]
    return found


def page(path: Path) -> str:
    """Return the page of a rule file as it has to be."""
    loaded = load_file(str(path)).rules
    rules = loaded.rules
    lines = [f"# {path.parent.name}/{path.stem}", "", MADE, "", _description(loaded), ""]
    lines += ["| rule | severity | what it asks |", "|---|---|---|"]
    lines += [f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {_cell(rule.name)} |" for rule in rules]
    lines += ["", f"[Severities](../severities.md). [All rules for {FOLDERS[path.parent.name]}](index.md).", ""]
    for rule in rules:
        lines += _rule(path, rule)
    return "\n".join(lines).rstrip("\n") + "\n"


def _rule(path: Path, rule: Rule) -> Iterator[str]:
    types = ", ".join(code(kind) for kind in rule.resource_types)
    yield from (f"## {rule.id}", "", f"**{escape(rule.name)}** · {rule.severity} · {types}", "")
    yield from (block(_message(rule)), "")
    if rule.provider is not None:
        yield from (f"Only with {code(f'{rule.provider.name} {rule.provider.constraint}')}.", "")
    if rule.filters:
        yield from ("Applies where:", "")
        yield from (_line(line) for condition in rule.filters for line in condition_lines(condition, ANY))
        yield ""
    yield from ("Asks:", "")
    yield from (_line(line) for condition in rule.assertions for line in condition_lines(condition, ALL))
    yield ""
    parameters = [item for item in rule.parameters if f"param.{item.name}" in repr(written(path)[rule.id])]
    if parameters:
        yield from ("Parameters:", "")
        yield from (
            f"- {code(item.name)} ({item.type}, default {expected_words(item.default)}): {item.description}"
            for item in parameters
        )
        yield ""
    yield from ("**How to comply**", "", rule.remediation.strip(), "")
    yield from ("**Controls**", "", *_frameworks(rule), "")
    equivalents = list(_equivalents(rule))
    if equivalents:
        yield from ("**In other tools**", "", *equivalents, "")
    yield from ("**Packs**", "", ", ".join(code(name) for name in _packs()[rule.id]), "")
    references = rule.metadata.get("references", [])
    if references:
        yield from ("**References**", "", *(f"- <{link}>" for link in references), "")


def _line(line: str) -> str:
    """Return a line of a list whose values, regexes among them, cannot become markup."""
    bullet = line.index("- ") + 2
    parts = _CODE.split(line[bullet:])
    parts[::2] = [_SPECIAL.sub(r"\\\1", part.replace("&", "&amp;").replace("<", "&lt;")) for part in parts[::2]]
    return line[:bullet] + "".join(parts)


def _message(rule: Rule) -> str:
    """Return the message with the defaults of the parameters that it names."""
    text = rule.message.strip()
    for parameter in rule.parameters:
        text = text.replace(f"{{param.{parameter.name}}}", str(parameter.default))
    return text


def _frameworks(rule: Rule) -> Iterator[str]:
    named = {
        title: rule.metadata["frameworks"][key]
        for key, title in BENCHMARKS.items()
        if key in rule.metadata["frameworks"]
    }
    for title, controls in {**named, **_controls()[rule.id]}.items():
        yield f"- {title}: {', '.join(controls)}"


def _equivalents(rule: Rule) -> Iterator[str]:
    relations = rule.metadata.get(RELATIONS, {})
    for tool, ids in rule.metadata.get("equivalents", {}).items():
        shown = []
        for name in ids:
            how = relations.get(tool, {}).get(name, {})
            words = ": ".join(str(how[part]) for part in ("relation", "why") if part in how)
            shown.append(code(name) + (f" ({escape(words)})" if words else ""))
        yield f"- {TOOLS.get(tool, tool)}: {', '.join(shown)}"


def _description(loaded: RuleSet) -> str:
    return escape(loaded.info.description.strip())


def _cell(text: str) -> str:
    return escape(text)


def index() -> str:
    """Return the page that leads to those of the providers."""
    lines = [
        "# The bundled rules",
        "",
        MADE,
        "",
        "A page for each service. It says of each rule: what goes wrong without it, what it asks, how to comply, the "
        "controls that it serves, the checks of other tools that it answers, and the packs that hold it. "
        "[What the severities mean](severities.md).",
        "",
        "| provider | rules | services |",
        "|---|---|---|",
    ]
    for folder, title in FOLDERS.items():
        number = sum(len(load_file(str(path)).rules.rules) for path in rule_files(folder))
        services = ", ".join(f"[{path.stem}]({folder}/{path.stem}.md)" for path in _files(folder))
        lines.append(f"| [{title}]({folder}/index.md) | {number} | {services} |")
    tree = [f"{folder}/index" for folder in FOLDERS]
    return "\n".join([*lines, "", "```{toctree}", ":hidden:", "", *tree, "severities", "```"]) + "\n"


def provider(folder: str) -> str:
    """Return the page that leads to the services of a provider."""
    lines = [f"# {FOLDERS[folder]}", "", MADE, "", "| rules for | rules | about |", "|---|---|---|"]
    names = []
    for path in _files(folder):
        loaded = load_file(str(path)).rules
        lines.append(f"| [{path.stem}]({path.stem}.md) | {len(loaded.rules)} | {_description(loaded)} |")
        names.append(f"{path.stem} <{path.stem}>")
    lines += ["", "[All providers](../index.md). [Severities](../severities.md).", ""]
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", *names, "```"]) + "\n"


def _files(folder: str) -> list[Path]:
    """The rule files of a provider in the order of their names as words: `iam` before `iam-users`."""
    return sorted(rule_files(folder), key=lambda path: path.stem.split("-"))


def pages() -> dict[Path, str]:
    """Return every page by its path."""
    return {
        PAGES / "index.md": index(),
        **{PAGES / folder / "index.md": provider(folder) for folder in FOLDERS},
        **{PAGES / path.parent.name / f"{path.stem}.md": page(path) for path in rule_files()},
    }


if __name__ == "__main__":
    made = pages()
    for path in PAGES.glob("*/*.md"):
        if path not in made:
            path.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
