"""Packs from git repositories: pinned by commit and digest, fetched by a command of its own, and never run."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.files import pack_store
from riveter.pack_fetching import git
from tests.pack_fetching.conftest import PACK, RULES, Published, Riveter, git_in, use

FINDING = "buckets-are-named"


def locked(project: Path, published: Published, riveter: Riveter, ref: str = "v1") -> None:
    """Make a project that uses the pack, with its lock file."""
    use(project, f"{{git: '{published.url}', ref: {ref}}}")
    assert riveter("packs", "update").code == 0


def store(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache" / "riveter" / "packs").rglob("*.yml"))


def test_a_scan_uses_the_pack_that_the_lock_file_names(project: Path, published: Published, riveter: Riveter) -> None:
    locked(project, published, riveter)
    done = riveter("scan", ".")
    assert done.code == 1
    assert FINDING in done.out
    assert published.git("rev-parse", "v1") in (project / "riveter.lock").read_text()


def test_commands_take_the_pack_by_its_name(project: Path, published: Published, riveter: Riveter) -> None:
    locked(project, published, riveter)
    done = riveter("scan", "-p", "team", ".")
    assert (done.code, done.err) == (1, "")
    assert FINDING in done.out
    assert riveter("explain", "-p", "team", FINDING).code == 0
    assert FINDING in riveter("packs", "show", "team").out
    listed = riveter("packs").out
    assert listed.startswith("From riveter.yml:\n  team ")
    assert "aws-security" in listed


def test_a_pack_from_elsewhere_does_not_replace_a_bundled_one(
    project: Path, published: Published, riveter: Riveter
) -> None:
    published.write("pack.yml", PACK.replace("name: team", "name: aws-security"))
    published.commit("v1")
    locked(project, published, riveter)
    assert FINDING in riveter("scan", ".").out
    assert FINDING not in riveter("scan", "-p", "aws-security", ".").out


def test_a_scan_fetches_nothing(
    project: Path, published: Published, riveter: Riveter, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked(project, published, riveter)
    monkeypatch.setenv("PATH", "/nowhere")
    assert FINDING in riveter("scan", ".").out


def test_without_a_lock_file_nothing_is_fetched_and_the_rest_is_judged(
    project: Path, published: Published, riveter: Riveter
) -> None:
    use(project, f"{{git: '{published.url}', ref: v1}}", "aws-security")
    done = riveter("scan", ".")
    assert done.code == 2
    assert "riveter.yml:2:5: error:" in done.err
    assert "is not in riveter.lock" in done.err
    assert "s3-bucket-versioning" in done.out


def test_what_is_not_in_the_store_is_an_error_until_it_is_installed(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    locked(project, published, riveter)
    for path in store(tmp_path):
        path.unlink()
    done = riveter("scan", ".")
    assert done.code == 2
    assert "is not installed" in done.err
    assert riveter("packs", "install").code == 0
    assert FINDING in riveter("scan", ".").out
    assert "already there" in riveter("packs", "install").out


def test_a_changed_file_in_the_store_is_not_used(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    locked(project, published, riveter)
    rules = next(path for path in store(tmp_path) if path.name == "buckets.yml")
    rules.write_text(RULES.replace("is_not_empty", "not_exists"))
    done = riveter("scan", ".")
    assert done.code == 2
    assert "is not installed" in done.err
    assert riveter("packs", "install").code == 0
    assert FINDING in riveter("scan", ".").out


def test_a_tag_that_moves_changes_nothing_before_an_update(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    locked(project, published, riveter)
    first = published.git("rev-parse", "v1")
    for path in store(tmp_path):
        path.unlink()
    published.write("rules/buckets.yml", RULES.replace("is_not_empty", "not_exists"))
    second = published.commit("v1")
    published.git("config", "uploadpack.allowAnySHA1InWant", "false")
    assert first in riveter("packs", "install").out
    assert riveter("scan", ".").code == 1
    done = riveter("packs", "update")
    assert second in done.out
    assert f"was {first}" in done.out
    assert riveter("scan", ".").code == 0


def test_other_files_than_the_lock_file_names_are_refused(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    locked(project, published, riveter)
    lock = project / "riveter.lock"
    digest = pack_store.digest_of({"pack.yml": b"other"})
    lines = ["    digest: " + digest if "digest:" in line else line for line in lock.read_text().splitlines()]
    lock.write_text("\n".join(lines))
    done = riveter("packs", "install")
    assert done.code == 2
    assert "have the digest" in done.err
    assert not (tmp_path / "cache" / "riveter" / "packs" / digest.replace(":", "-")).exists()
    assert riveter("scan", ".").code == 2


def test_nothing_of_the_repository_runs(project: Path, published: Published, riveter: Riveter, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    (tmp_path / "home" / ".gitconfig").write_text(
        f'[filter "evil"]\n\tsmudge = touch {ran}\n\tprocess = touch {ran}\n\trequired = true\n'
        f"[submodule]\n\trecurse = true\n[core]\n\thooksPath = {tmp_path}/hooks\n"
    )
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-merge"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (hooks / name).chmod(0o755)
    other = Published(tmp_path / "other")
    published.git("-c", "protocol.file.allow=always", "submodule", "add", str(other.folder), "rules/more")
    published.write(".gitattributes", "*.yml filter=evil\n")
    published.write("rules/hook.py", f"open({str(ran)!r}, 'w')\n")
    published.commit("v2")
    ran.unlink(missing_ok=True)
    locked(project, published, riveter, "v2")
    assert FINDING in riveter("scan", ".").out
    assert not ran.exists()
    assert sorted(path.name for path in store(tmp_path)) == ["buckets.yml", "pack.yml"]


def test_a_link_in_it_leads_nowhere(project: Path, published: Published, riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "outside.yml").write_text(RULES)
    (published.folder / "rules" / "buckets.yml").unlink()
    (published.folder / "rules" / "buckets.yml").symlink_to(tmp_path / "outside.yml")
    published.commit("v1")
    use(project, f"{{git: '{published.url}', ref: v1}}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert "There is no rule file `rules/buckets.yml`" in done.err
    assert not (project / "riveter.lock").exists()
    assert sorted(path.name for path in store(tmp_path)) == ["pack.yml"]


def test_the_files_around_a_pack_in_a_folder_are_left_out(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    published.write(
        "packs/team/pack.yml", "metadata: {name: inner, version: 1.0.0, description: d}\ninclude:\n  - {file: r.yml}\n"
    )
    published.write("packs/team/r.yml", RULES)
    published.commit("v1")
    use(project, f"{{git: '{published.url}', ref: v1, file: packs/team/pack.yml}}")
    assert riveter("packs", "update").code == 0
    assert sorted(path.name for path in store(tmp_path)) == ["pack.yml", "r.yml"]
    assert FINDING in riveter("scan", ".").out


@pytest.mark.parametrize(
    ("count", "size", "words"), [(1_001, 1, "more than 1,000"), (1, 4 * 2**20 + 1, "larger than 4 MiB")]
)
def test_a_pack_that_is_too_large_is_refused(
    project: Path, published: Published, riveter: Riveter, count: int, size: int, words: str
) -> None:
    for number in range(count):
        published.write(f"more/{number}.yml", "#" * size)
    published.commit("v1")
    use(project, f"{{git: '{published.url}', ref: v1}}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert words in done.err
    assert not (project / "riveter.lock").exists()


@pytest.mark.parametrize(
    "location",
    [
        "file:///tmp/x",
        "http://example.com/x.git",
        "git://example.com/x",
        "ext::sh -c id",
        "/tmp/x",
        "../x",
        "--upload-pack=id",
        "ssh://-oProxyCommand=id/x",
    ],
)
def test_only_https_and_ssh_are_sources(project: Path, riveter: Riveter, location: str) -> None:
    use(project, f"{{git: '{location}'}}")
    for words in (("packs", "update"), ("packs", "install"), ("scan", ".")):
        done = riveter(*words)
        assert done.code == 2
        assert "riveter.yml:2:" in done.err
        assert "no source of a pack" in done.err


def test_git_itself_is_kept_from_other_protocols(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    (tmp_path / "home" / ".gitconfig").write_text(
        f'[url "file://{published.folder}"]\n\tinsteadOf = https://example.com/x.git\n'
    )
    use(project, "{git: 'https://example.com/x.git'}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert "not allowed" in done.err


def test_a_password_in_an_address_is_refused_and_not_printed(project: Path, riveter: Riveter) -> None:
    use(project, "{git: 'https://me:geheim1234@example.com/x.git'}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert "geheim1234" not in done.err.splitlines()[0]


def test_what_cannot_be_fetched_leaves_the_lock_file_as_it_is(
    project: Path, published: Published, riveter: Riveter
) -> None:
    locked(project, published, riveter)
    before = (project / "riveter.lock").read_text()
    use(project, f"{{git: '{published.url}', ref: v1}}", f"{{git: '{published.url}-gone'}}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert "git can't fetch it" in done.err
    assert (project / "riveter.lock").read_text() == before


def test_a_stranger_cannot_change_the_lock_file(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path
) -> None:
    locked(project, published, riveter)
    git_in(project, ["init", "--quiet", "--initial-branch=main"])
    git_in(project, ["add", "--all"])
    git_in(project, ["commit", "--quiet", "-m", "base"])
    published.write("rules/buckets.yml", RULES.replace("is_not_empty", "not_exists"))
    published.commit("v2")
    use(project, f"{{git: '{published.url}', ref: v2}}")
    assert riveter("packs", "update").code == 0
    (project / "main.tf").write_text('resource "aws_s3_bucket" "c" {}\n')
    assert riveter("scan", ".").code == 0
    assert FINDING in riveter("scan", ".", "--diff", "main", "--untrusted").out
    for path in store(tmp_path):
        path.unlink()
    assert published.git("rev-parse", "v1") in riveter("packs", "install", "--base", "main").out


def test_an_override_may_name_one(project: Path, published: Published, riveter: Riveter) -> None:
    more = f"overrides:\n  - path: main.tf\n    packs: [{{git: '{published.url}', ref: v1}}]\n"
    use(project, "aws-security", more=more)
    assert riveter("packs", "update").code == 0
    done = riveter("scan", ".")
    assert FINDING in done.out
    assert "s3-bucket-versioning" not in done.out


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "version: 2\npacks: []",
        "version: 1\npacks:\n  - {git: 'file:///x', commit: x, digest: y}",
        "version: 1\npacks: [1]",
        "{",
    ],
)
def test_a_damaged_lock_file_is_an_error_with_its_place(
    project: Path, published: Published, riveter: Riveter, text: str
) -> None:
    use(project, f"{{git: '{published.url}'}}")
    (project / "riveter.lock").write_text(text)
    for words in (("scan", "."), ("packs", "install")):
        done = riveter(*words)
        assert done.code == 2
        assert "riveter.lock:" in done.err


def test_the_commands_without_anything_to_do(project: Path, riveter: Riveter) -> None:
    done = riveter("packs", "update")
    assert done.code == 2
    assert "there is no riveter.yml here" in done.err
    use(project, "aws-security")
    for command in ("update", "install"):
        done = riveter("packs", command)
        assert done.code == 0
        assert "names no packs from elsewhere" in done.out


def test_git_is_not_waited_for_without_end(
    project: Path, published: Published, riveter: Riveter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ssh").write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(git, "SECONDS", 1)
    use(project, f"{{git: '{published.url}'}}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert "took longer than 1 seconds" in done.err
