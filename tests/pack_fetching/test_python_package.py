"""Packs in installed Python packages are read, and never imported."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.pack_fetching.conftest import PACK, RULES, Riveter, use

SOURCE = "{python: example-policies, file: example_policies/pack.yml}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with one that has a pack."""
    folder = tmp_path / "site"
    package = folder / "example_policies"
    (package / "rules").mkdir(parents=True)
    (package / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    (package / "pack.yml").write_text(PACK)
    (package / "rules" / "buckets.yml").write_text(RULES)
    (folder / "other.yml").write_text(RULES)
    info = folder / "example_policies-1.4.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: example-policies\nVersion: 1.4.0\n")
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    (info / "RECORD").write_text("".join(f"{path},,\n" for path in paths))
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    return folder


def test_a_package_gives_its_pack_and_is_not_imported(
    project: Path, site: Path, riveter: Riveter, tmp_path: Path
) -> None:
    use(project, SOURCE)
    done = riveter("packs", "update")
    assert done.code == 0
    assert "version 1.4.0" in done.out
    assert "buckets-are-named" in riveter("scan", ".").out
    assert not (tmp_path / "ran").exists()
    assert "example_policies" not in sys.modules
    names = sorted(path.name for path in (tmp_path / "cache" / "riveter" / "packs").rglob("*.yml"))
    assert names == ["buckets.yml", "pack.yml"]


def test_its_name_is_a_name_for_commands(project: Path, site: Path, riveter: Riveter, tmp_path: Path) -> None:
    use(project, SOURCE, "terraform-hygiene")
    assert riveter("packs", "update").code == 0
    shutil.rmtree(tmp_path / "cache")  # another machine
    assert riveter("scan", "-p", "team").code == 2
    assert riveter("packs", "install").code == 0
    shutil.rmtree(site)  # a scan does not look there
    done = riveter("scan", "-p", "team", "-f", "json")
    assert (done.code, done.err) == (1, "")
    assert {item["rule_id"] for item in json.loads(done.out)["findings"]} == {"buckets-are-named"}
    assert "From riveter.yml:\n  team " in riveter("packs").out


def test_another_version_is_refused(project: Path, site: Path, riveter: Riveter, tmp_path: Path) -> None:
    use(project, SOURCE)
    assert riveter("packs", "update").code == 0
    (site / "example_policies-1.4.0.dist-info").rename(site / "example_policies-1.5.0.dist-info")
    metadata = site / "example_policies-1.5.0.dist-info" / "METADATA"
    metadata.write_text(metadata.read_text().replace("1.4.0", "1.5.0"))
    assert "buckets-are-named" in riveter("scan", ".").out  # the store has what the lock file names
    for path in (tmp_path / "cache" / "riveter" / "packs").rglob("*.yml"):
        path.unlink()
    done = riveter("packs", "install")
    assert done.code == 2
    assert "version 1.5.0 is installed, the lock file has 1.4.0" in done.err
    assert "pip install example-policies==1.4.0" in done.err


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{python: no-such-policies}", "no such package is installed"),
        ("{python: example-policies}", "there is no file pack.yml in it"),
        ("{python: example-policies, file: example_policies/../other.yml}", "can't be the file of a pack"),
        ("{python: example-policies, ref: v1}", "can't be the `ref`"),
        ("{python: example-policies, git: 'https://example.com/x'}", "needs one of"),
    ],
)
def test_what_is_wrong_is_said(project: Path, site: Path, riveter: Riveter, source: str, words: str) -> None:
    use(project, source)
    done = riveter("packs", "update")
    assert done.code == 2
    assert words in done.err


def test_a_link_out_of_the_packages_is_not_followed(
    project: Path, site: Path, riveter: Riveter, tmp_path: Path
) -> None:
    (tmp_path / "secret.yml").write_text("password: geheim\n")
    rules = site / "example_policies" / "rules" / "buckets.yml"
    rules.unlink()
    rules.symlink_to(tmp_path / "secret.yml")
    use(project, SOURCE)
    done = riveter("packs", "update")
    assert done.code == 2
    assert "can't be read" in done.err
