"""Makes the data file of a provider from everything that is known of it, and refuses results that look broken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.provider_schema import datafile, merge, sensitivity
from tools.provider_schema.documented import documented
from tools.provider_schema.exact import read_exact
from tools.provider_schema.generated import extract
from tools.provider_schema.model import Provider, walk
from tools.provider_schema.packages import Bindings, PackageError, download, python_modules, read_bindings
from tools.provider_schema.pulumi import read_facts

DATA = Path(__file__).resolve().parents[2] / "riveter" / "provider_schema" / "data"


class RefreshError(Exception):
    """The result looks broken, and nothing was written."""


@dataclass(frozen=True)
class Source:
    """Where the schemas of a provider come from.

    package: the bindings of the newest version. older: those of the last version of the major version before, for users who have not
    moved on (`""` where the exact schema takes that part). oldest: those of the major version before that, if many still use it.
    beta: those of its beta variant. facts: Pulumi's package for it.
    """

    name: str
    package: str
    older: str = ""
    oldest: str = ""
    beta: str = ""
    facts: str = ""


SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Source("aws", "cdktn-provider-aws", facts="pulumi-aws"),
        Source(
            "azurerm",
            "cdktn-provider-azurerm",
            older="cdktn-provider-azurerm==17.0.0",
            oldest="cdktf-cdktf-provider-azurerm==12.27.0",
            facts="pulumi-azure",
        ),
        Source(
            "google",
            "cdktn-provider-google",
            older="cdktn-provider-google==20.3.1",
            oldest="cdktf-cdktf-provider-google==13.32.1",
            beta="cdktn-provider-google-beta",
            facts="pulumi-gcp",
        ),
        Source("kubernetes", "cdktn-provider-kubernetes", older="cdktn-provider-kubernetes==14.0.0"),
        Source("helm", "cdktn-provider-helm", older="cdktf-cdktf-provider-helm==11.0.0"),
    )
}


@dataclass(frozen=True)
class SchemaFile:
    """A file made by ``terraform providers schema -json``, and the version of the provider it describes."""

    provider: str
    version: str
    path: Path

    @classmethod
    def parse(cls, text: str) -> SchemaFile:
        """Read ``aws:5.100.0:schema.json``. Raises `ValueError`."""
        provider, version, path = text.split(":", 2)
        if provider not in SOURCES or not re.fullmatch(r"\d+\.\d+\.\d+", version):
            raise ValueError(text)
        return cls(provider, version, Path(path))


@dataclass
class Result:
    """A data file that was made but not written yet."""

    provider: Provider
    text: str
    licence_text: str
    summary: str


def make(source: Source, downloads: Path, schema: SchemaFile | None, log: Callable[[str], None]) -> Result:
    """Make the data file of a provider. Raises the errors of the stages."""
    wanted = [name for name in (source.package, source.older, source.oldest, source.beta, source.facts) if name]
    paths = {}
    for name in wanted:
        paths[name] = download(name, downloads)
        log(f"{source.name}: {paths[name].name}")
    bindings = read_bindings(paths[source.package])
    _check_bindings(bindings, source)
    provider = extract(bindings)
    counts = {**provider.counts(), "members": count_members(provider)}
    packages = [bindings.package]

    exact = read_exact(schema.path, source.name, schema.version) if schema else None
    olders = []
    if exact is not None:
        merge.apply_exact(provider, exact)
        olders.append(exact)
    for requirement in (source.older if exact is None else "", source.oldest):
        if requirement:
            older_bindings = read_bindings(paths[requirement])
            packages.append(older_bindings.package)
            olders.append(extract(older_bindings))
    merge.hide_opaque(provider)
    facts = []
    if source.facts:
        facts = [read_facts(python_modules(paths[source.facts]), version) for version in (provider, *olders)]
        packages.append(paths[source.facts].name.partition("-py")[0])
    for older in (*olders, *documented(source.name)):
        merge.hide_opaque(older)
        merge.add_variant(provider, older, "removed")
    beta = ""
    if source.beta:
        beta_bindings = read_bindings(paths[source.beta])
        packages.append(beta_bindings.package)
        variant = extract(beta_bindings)
        merge.hide_opaque(variant)
        merge.add_variant(provider, _renamed(variant, source.name), "beta")
        beta = f"{beta_bindings.source} {beta_bindings.version}"
    for known in facts:
        merge.apply_facts(provider, known)
    presumed = sensitivity.presume(provider, exact)

    about: dict[str, Any] = {
        "licence": bindings.licence,
        "packages": packages,
        "counts": counts,
        "older": " or ".join(older.version for older in olders),
        "beta": beta,
    }
    summary = (
        f"{source.name} {provider.version}: {counts}, {len(provider.types)} types with other versions, "
        f"{count_sensitive(provider)} sensitive ({presumed} presumed)"
    )
    return Result(provider, datafile.encode(provider, about), bindings.licence_text, summary)


def check(new: str, current: Path, *, allow_drop: bool) -> None:
    """Refuse a file with fewer types or members than the current one has, or of an older version. Raises `RefreshError`."""
    before = datafile.read_header(current)
    if before is None or allow_drop:
        return
    after = json.loads(new.partition("\n")[0])
    if version_key(after["version"]) < version_key(before["version"]):
        raise RefreshError(f"{current.name}: version {after['version']} is older than {before['version']}")
    drops = [
        f"{what} dropped from {count} to {after['counts'].get(what, 0)}"
        for what, count in sorted(before["counts"].items(), reverse=True)
        if after["counts"].get(what, 0) < count
    ]
    if drops:
        raise RefreshError(
            f"{current.name}: {', '.join(drops)}; if the provider really removed them, run again with --allow-drop"
        )


def write(results: list[Result], folder: Path = DATA) -> None:
    """Write the data files and the licence notice."""
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        (folder / f"{result.provider.name}.jsonl").write_text(result.text, encoding="utf-8", newline="\n")
        if result.licence_text:
            (folder / "LICENSE-MPL-2.0.txt").write_text(
                result.licence_text.strip() + "\n", encoding="utf-8", newline="\n"
            )


def count_members(provider: Provider) -> int:
    """The number of attributes and blocks."""
    return sum(1 for block in provider.types.values() for _ in walk(block))


def count_sensitive(provider: Provider) -> int:
    """The number of sensitive attributes."""
    return sum(1 for block in provider.types.values() for _, node in walk(block) if getattr(node, "sensitive", ""))


def version_key(version: str) -> tuple[int, ...]:
    """A version for comparison."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _check_bindings(bindings: Bindings, source: Source) -> None:
    if bindings.source.rpartition("/")[2] != source.name:
        raise PackageError(f"{source.package} holds the bindings of {bindings.source}")
    if bindings.licence != "MPL-2.0":
        raise PackageError(
            f"{source.package} is under {bindings.licence!r}, MPL-2.0 was expected: the notice must be reviewed"
        )


def _renamed(variant: Provider, name: str) -> Provider:
    """The beta variant with its own configuration under the name of the provider."""
    types = {
        (f"provider.{name}" if key.startswith("provider.") else key): block for key, block in variant.types.items()
    }
    return Provider(variant.source, variant.version, variant.package, types)
