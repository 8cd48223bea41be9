"""`riveter packs new` writes a repository that passes its own checks."""

from __future__ import annotations

from pathlib import Path

from tests.pack_fetching.conftest import Published, Riveter, use


def test_a_new_pack_passes_its_own_checks(project: Path, riveter: Riveter) -> None:
    done = riveter("packs", "new", "Team Policies")
    assert done.code == 0
    for words in (
        ("lint", "--strict", "Team Policies/rules"),
        ("test", "Team Policies/rules"),
        ("packs", "show", "./Team Policies/pack.yml"),
    ):
        checked = riveter(*words)
        assert checked.code == 0, checked
    assert "buckets-have-owners" in checked.out
    assert "team-policies" in checked.out


def test_it_names_the_riveter_that_is_installed(tmp_path: Path) -> None:
    from riveter.scaffold import pack_files

    for source, words in (
        ("riveter @ git+https://x.example/r@abc", "riveter: `pip install 'riveter @ git+https://x.example/r@abc'`."),
        ("", "run by riveter."),
    ):
        [readme] = [file.text for file in pack_files("team", source) if file.path == "README.md"]
        assert words in readme
        assert "https://" not in readme.replace(source or "-", "").replace("https://example.com/team.git", "")


def test_existing_files_stay(project: Path, riveter: Riveter) -> None:
    (project / "pack.yml").write_text("mine")
    done = riveter("packs", "new", ".")
    assert "exists   pack.yml" in done.out
    assert (project / "pack.yml").read_text() == "mine"


def test_a_new_pack_can_be_used(project: Path, published: Published, riveter: Riveter) -> None:
    (published.folder / "pack.yml").unlink()
    (published.folder / "rules" / "buckets.yml").unlink()
    assert riveter("packs", "new", str(published.folder)).code == 0
    published.commit("v2")
    use(project, f"{{git: '{published.url}', ref: v2}}")
    assert riveter("packs", "update").code == 0
    assert "buckets-have-owners" in riveter("scan", ".").out


def test_a_file_in_its_place_is_an_error(project: Path, riveter: Riveter) -> None:
    done = riveter("packs", "new", "main.tf")
    assert done.code == 2
    assert "is not a directory" in done.err
