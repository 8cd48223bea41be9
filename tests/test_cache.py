"""The cache is never needed for a right answer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riveter.files.cache import MAX_AGE, Cache, default_directory, own_directory
from riveter.rules.model.rule import Leaf
from riveter.rules.packs.packs import load_pack_file
from riveter.rules.reading.files import load_file

RULE = """
- {id: one, name: a rule, resource_type: x_y, assertions: [{key: v, operator: equals, value: 3}]}
"""


def _value(file: Path, cache: Cache | None) -> object:
    result = load_file(str(file), cache=cache)
    assert result.diagnostics == ()
    [condition] = result.rules.rules[0].assertions
    assert isinstance(condition, Leaf)
    return condition.value


def _rule_file(folder: Path) -> Path:
    file = folder / "rules.yml"
    file.write_text(RULE)
    return file


def test_terraform_is_not_kept(tmp_path: Path) -> None:
    """It may hold secrets that nothing recognises, and reading it again costs little more than finding it in the cache."""
    module, rules = tmp_path / "module", _rule_file(tmp_path)
    module.mkdir()
    (module / "main.tf").write_text('resource "x_y" "z" {\n  v = 3\n}\n')
    command = [sys.executable, "-m", "riveter", "scan", "-r", str(rules), str(module)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    kinds = {path.name.partition("-")[0] for path in (tmp_path / "cache" / "riveter").iterdir()}
    assert kinds == {"rules", "scans"}


def test_a_second_run_reads_the_rules_from_the_cache_and_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = _rule_file(tmp_path), Cache(str(tmp_path / "cache"), "rules")
    assert _value(file, cache) == 3
    monkeypatch.setattr("riveter.rules.reading.reader.parse_rules", None)
    assert _value(file, cache) == 3


@pytest.mark.parametrize("given", [None, "", "caches", "~/caches", "/tmp/caches", "/tmp/../caches/", "/tmp/a b"])
def test_the_cache_is_where_the_library_for_such_folders_says(
    given: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.setenv("HOME", str(tmp_path))
    if given is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert default_directory() == platformdirs.user_cache_dir("riveter", appauthor=False)


def test_on_windows_the_cache_is_in_no_folder_of_an_author(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    def of_windows(appname: str | None = None, appauthor: str | bool | None = None) -> str:
        author = appname if appauthor is None else appauthor
        return "/".join(str(part) for part in ("AppData/Local", author, appname, "Cache") if part)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(platformdirs, "user_cache_dir", of_windows)
    assert default_directory() == "AppData/Local/riveter/Cache"


def test_changed_content_is_another_entry(tmp_path: Path) -> None:
    file, cache = _rule_file(tmp_path), Cache(str(tmp_path / "cache"), "rules")
    _value(file, cache)
    file.write_text(RULE.replace("value: 3", "value: 4"))
    assert _value(file, cache) == 4


def test_corrupt_and_truncated_entries_count_as_absent(tmp_path: Path) -> None:
    file, cache = _rule_file(tmp_path), Cache(str(tmp_path / "cache"), "rules")
    _value(file, cache)
    entry = next(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    data = entry.read_bytes()
    for broken in (b"", b"nonsense", data[:-3], data.replace(b"v", b"w"), data[:16]):
        entry.write_bytes(broken)
        assert _value(file, cache) == 3


def test_each_entry_has_its_own_key(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    # the last two agree in all but the folder, the first two in all but the name
    keys = ["00000001aa", "00000001ab", "00100001aa"]
    for number, key in enumerate(keys):
        cache.write(key, number)
    assert [cache.read(key, int) for key in keys] == [0, 1, 2]
    assert [cache.read(key, str) for key in keys] == [None, None, None]
    assert Cache(str(tmp_path), "rules").read(keys[0], int) is None, "kinds are kept apart"
    assert cache.key(b"x") != cache.key(b"y")
    assert len(cache.key(b"x")) == 40


def test_an_entry_of_another_version_or_format_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(str(tmp_path), "entries").write("00000001aa", 1)
    for name in ("__version__", "FORMAT"):
        with monkeypatch.context() as patch:
            patch.setattr(f"riveter.files.cache.{name}", "another")
            assert Cache(str(tmp_path), "entries").read("00000001aa", int) is None
    assert Cache(str(tmp_path), "entries").read("00000001aa", int) == 1


def test_a_corrupt_entry_that_still_decodes_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    cache.write("00000001aa", 1)
    [entry] = [path for path in tmp_path.rglob("*") if path.is_file()]
    entry.write_bytes(entry.read_bytes()[:-1] + b"\x02")
    assert cache.read("00000001aa", int) is None


@pytest.mark.parametrize(
    ("key", "prunes"), [("00000100aa", True), ("00000000aa", True), ("00000101aa", False), ("00000110aa", False)]
)
def test_old_entries_are_removed_once_in_a_while(tmp_path: Path, key: str, prunes: bool) -> None:
    cache = Cache(str(tmp_path), "entries")
    olds, recent = ["00000001aa", "00000001ab", "00200001aa"], "00000003aa"
    for name in (*olds, recent):
        cache.write(name, name)
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        age = MAX_AGE - 600 if path.parent.name + path.name == recent else MAX_AGE + 600
        os.utime(path, (time.time() - age,) * 2)
    cache.write(key, "new")
    assert [cache.read(name, str) for name in olds] == ([None] * 3 if prunes else olds)
    assert (cache.read(recent, str), cache.read(key, str)) == (recent, "new")


@pytest.mark.skipif(os.name != "posix", reason="makes links that lead nowhere")
def _aged(folder: Path, name: str, days: int) -> Path:
    """Return an entry of another version that was written some days ago."""
    path = folder / name / "0a" / "b1"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (time.time() - days * 24 * 3600,) * 2)
    return path


@pytest.mark.parametrize("key", ["000001aa", "00000100aa"])
def test_old_entries_of_other_versions_are_removed_too(tmp_path: Path, key: str) -> None:
    old, other, young = (
        _aged(tmp_path, "rules-3-0.0.1", 31),
        _aged(tmp_path, "trees-1-0.0.1", 31),
        _aged(tmp_path, "rules-4-9.9", 29),
    )
    (tmp_path / "outside").mkdir()
    (old.parent / "b2").symlink_to(tmp_path / "outside")  # no entry: neither read, removed nor followed
    installed = [_aged(tmp_path, name, 400) for name in ("packs", "rules", "packs/sha256-0a")]
    cache = Cache(str(tmp_path), "rules")
    if key == "00000100aa":  # its folder is there already
        cache.write("000001aa", "")
        for path in (old, other):
            _aged(tmp_path, path.parent.parent.name, 31)
    cache.write(key, "new")
    assert cache.read(key, str) == "new"
    assert [path.exists() for path in (old, other, young, *installed)] == [False, False, True, True, True, True]
    assert not (tmp_path / "trees-1-0.0.1").exists()
    assert (old.parent / "b2").is_symlink()
    again = _aged(tmp_path, "trees-1-0.0.1", 31)
    cache.write("000001ab", "no first one, and none that prunes")
    assert again.exists()


def test_pruning_follows_no_link(tmp_path: Path) -> None:
    folder, outside = tmp_path / "cache", tmp_path / "outside"
    target = _aged(outside, "kept", 400)
    entry = _aged(folder, "trees-3-0.0.1", 400)
    links = [folder / "rules-1-0.0.1", entry.parent.parent / "0b", entry.parent / "link"]
    for link, there in zip(links, (outside / "kept", target.parent, target), strict=True):
        link.symlink_to(there)
        os.utime(link, (0, 0), follow_symlinks=False)
    Cache(str(folder), "rules").write("000001aa", "new")
    assert not entry.exists()
    assert target.exists()
    assert [link.is_symlink() for link in links] == [True, True, True]


def test_only_the_newest_entries_stay(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    names = [f"0000000{number}aa" for number in range(1, 6)]
    for number, name in enumerate(names):
        cache.write(name, "x" * 100)
        [path] = [path for path in tmp_path.rglob("*") if path.parent.name + path.name == name]
        os.utime(path, (number * 1000,) * 2)
    size = path.stat().st_size
    cache.keep_newest(4, 5 * size)
    assert [cache.read(name, str) is not None for name in names] == [False, True, True, True, True]
    cache.keep_newest(4, 2 * size)
    assert [cache.read(name, str) is not None for name in names] == [False, False, False, True, True]
    cache.keep_newest(2, 2 * size - 1)
    assert [cache.read(name, str) is not None for name in names] == [False, False, False, False, True]


def test_pruning_goes_on_after_an_entry_that_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = _aged(tmp_path, "rules-3-0.0.1", 31), _aged(tmp_path, "rules-3-0.0.2", 31)
    unlink = os.unlink

    def refuse(path: str) -> None:
        if path == str(first):
            raise PermissionError
        unlink(path)

    monkeypatch.setattr(os, "unlink", refuse)
    Cache(str(tmp_path), "rules").write("000001aa", "new")
    assert (first.exists(), second.exists()) == (True, False)


def test_pruning_goes_on_after_an_entry_that_can_not_be_read(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    for i in range(8):
        cache.write(f"0000000{i + 1}", i)
    entries = [path for path in tmp_path.rglob("*") if path.is_file()]
    for path in entries:
        os.utime(path, (0, 0))
        path.with_name(f"link-{path.name}").symlink_to(tmp_path / "nowhere")
    cache.write("00000100", "new")
    assert [path for path in entries if path.exists()] == []


def test_nothing_is_written_after_a_failure(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    whole: list[object] = []
    whole.append(whole)
    cache.write("00000001aa", whole)
    assert cache.read("00000001aa", list) is None
    cache.write("00000002aa", 1)
    assert cache.read("00000002aa", int) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_nobody_else_reads_what_is_kept(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    cache.write(cache.key(b"x"), "secret")
    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_entry_under_the_name_of_another_is_not_read(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    cache.write("00000001aa", "one")
    cache.write("00000001ab", "other")
    [folder] = [path for path in tmp_path.rglob("*") if path.name == "00"]
    (folder / "000001ab").write_bytes((folder / "000001aa").read_bytes())
    assert (cache.read("00000001aa", str), cache.read("00000001ab", str)) == ("one", None)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_an_entry_that_others_may_have_written_is_not_read(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path), "entries")
    cache.write("00000001aa", "x")
    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    for mode in (0o620, 0o602):
        kept.chmod(mode)
        assert cache.read("00000001aa", str) is None
    kept.unlink()
    os.mkfifo(kept)
    assert cache.read("00000001aa", str) is None, "and nothing waits for a writer"
    kept.unlink()
    kept.symlink_to(tmp_path / "nowhere")
    assert cache.read("00000001aa", str) is None


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_the_file_of_somebody_else_is_not_written(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"), "entries")
    cache.write("00000001aa", "x")
    [kept] = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    victim = tmp_path / "victim"
    victim.write_text("mine")
    kept.with_name(f"{kept.name}.{os.getpid()}").symlink_to(victim)
    cache.write("00000001aa", "y")
    assert victim.read_text() == "mine"


def test_there_is_no_cache_in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change could bring the results of its own check."""
    cache = tmp_path / "work" / "cache"
    monkeypatch.setattr("riveter.files.cache.default_directory", lambda: str(cache))
    assert own_directory() == str(cache)
    cache.mkdir(parents=True)
    assert own_directory() == str(cache)
    (tmp_path / "work" / ".git").mkdir()
    assert own_directory() is None


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_there_is_no_cache_where_everybody_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riveter.files.cache.default_directory", lambda: str(tmp_path))
    tmp_path.chmod(0o777)
    assert own_directory() is None
    tmp_path.chmod(0o755)
    assert own_directory() == str(tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert own_directory() is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = Cache(None, "entries")
    cache.write("00000001aa", 1)
    cache.keep_newest(0, 0)
    assert cache.read("00000001aa", int) is None
    assert not [*tmp_path.iterdir()]


def test_a_cache_that_can_not_be_written_is_no_problem(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert _value(_rule_file(tmp_path), Cache(str(blocked), "rules")) == 3


RULES = """
rules:
  - name: a rule
    resource_type: x_y
    assertions:
      - {key: v, operator: in, value: [1, 1.5, "1.5", true, null, {a: [2]}]}
      - each: b
        where: [{not: [{key: c, operator: exists}]}]
        assertions: [{any: [{key: d, operator: matches, value: "^x"}, {related: {resource_type: [z]}, quantifier: none}]}]
"""


def test_rules_from_the_cache_are_the_rules_of_the_file(tmp_path: Path) -> None:
    rules, cache = tmp_path / "rules.yml", Cache(str(tmp_path / "cache"), "rules")
    rules.write_text(RULES)
    first = load_file(str(rules), cache=cache)
    assert first.diagnostics == ()
    assert any((tmp_path / "cache").rglob("*"))
    second = load_file(str(rules), cache=cache)
    assert second == first
    assert repr(second) == repr(first)


def test_broken_rule_files_are_not_cached(tmp_path: Path) -> None:
    rules, cache = tmp_path / "rules.yml", Cache(str(tmp_path / "cache"), "rules")
    rules.write_text(RULES.replace("matches", "matchs"))
    for _ in range(2):
        assert [d.summary for d in load_file(str(rules), cache=cache).diagnostics] == ["Unknown operator `matchs`"]


PACK = """
metadata: {name: mine, version: 1.2.0, aliases: [my]}
include:
  - {file: rules.yml, severity: low}
  - {file: more.yml, rules: [b-*], exclude: [b-2]}
rules:
  - {name: own, resource_type: x_y, assertions: [{key: v, operator: exists}]}
"""


def _pack(folder: Path) -> Path:
    pack = folder / "pack.yml"
    pack.write_text(PACK)
    (folder / "rules.yml").write_text(RULES)
    more = "{{id: b-{0}, name: b{0}, resource_type: x_y, assertions: [{{key: v, operator: exists}}]}}"
    (folder / "more.yml").write_text("rules:\n" + "".join(f"  - {more.format(n)}\n" for n in range(4)))
    return pack


def test_a_pack_from_the_cache_is_the_pack_of_the_file(tmp_path: Path) -> None:
    pack, cache = _pack(tmp_path), Cache(str(tmp_path / "cache"), "rules")
    plain, first, second = (load_pack_file(str(pack), kept) for kept in (None, cache, cache))
    assert plain.pack is not None
    assert [rule.id for rule in plain.pack.rules] == ["a-rule", "b-0", "b-1", "b-3", "own"]
    assert plain == first == second
    assert repr(plain) == repr(second)


def test_a_pack_from_the_cache_sees_changes_of_itself_and_of_what_it_includes(tmp_path: Path) -> None:
    pack, cache = _pack(tmp_path), Cache(str(tmp_path / "cache"), "rules")
    load_pack_file(str(pack), cache)
    (tmp_path / "more.yml").write_text((tmp_path / "more.yml").read_text().replace("b-3", "c-3"))
    changed = load_pack_file(str(pack), cache).pack
    assert changed is not None
    assert [rule.id for rule in changed.rules] == ["a-rule", "b-0", "b-1", "own"]
    (tmp_path / "more.yml").unlink()
    assert [d.summary for d in load_pack_file(str(pack), cache).diagnostics] == ["There is no rule file `more.yml`"]
    pack.write_text(PACK.replace("more.yml", "rules.yml").replace("b-*", "z-*").replace("b-2", "a-*"))
    assert "The file has no rule called `z-*`" in [d.summary for d in load_pack_file(str(pack), cache).diagnostics]


READERS = {"riveter.rules.reading.reader", "riveter.core.yaml_nodes", "yaml"}
"""What reads rules."""

NOT_NEEDED = {
    "riveter.config.reader": "there is no config",
    "riveter.rules.reading.conditions_reader": "the rules are in the cache",
    "riveter.core.yaml_fields": "the rules are in the cache",
    "riveter.linting.logic": "rules are linted by another command",
    "riveter.rules.iam.query": "no policy is asked about",
    "hashlib": "the interpreter has the digests that are needed",
    "tempfile": "nothing is unpacked",
    "jsonschema": "nothing is wrong with a file",
    "rich": "there is no terminal",
    "concurrent.futures.process": "one process is enough",
}
"""What later scans of the module here do without, and why."""


def test_later_scans_import_no_reader_of_rules_and_the_same_one_no_parser_either(tmp_path: Path) -> None:
    module, rules = tmp_path / "module", _rule_file(tmp_path)
    module.mkdir()
    code = "import sys; from riveter.cli.main import main; main(); print(*sys.modules)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    imported = []
    for value in ("3", "1 + 2", "1 + 2"):
        (module / "main.tf").write_text(f'resource "x_y" "z" {{\n  v = {value}\n}}\n')
        command = [sys.executable, "-c", code, "scan", "-r", str(rules), str(module)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
        imported.append({*done.stdout.splitlines()[-1].split()})
    first, changed, same = imported
    assert first >= READERS
    assert not changed & READERS
    assert "riveter.hcl.parser" in changed
    assert not {"riveter.hcl.parser", "riveter.engine", "click"} & same
    libraries = "import sys, click, msgspec; print(*sys.modules)"  # what they need is theirs to say
    brought = subprocess.run(
        [sys.executable, "-c", libraries], capture_output=True, text=True, check=True
    ).stdout.split()
    assert changed & NOT_NEEDED.keys() <= {*brought}
