"""The bundled rules as data are what their YAML says, and count only as long as they do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from riveter.core.source import SourceFile
from riveter.files import package
from riveter.files.reader import FileReader
from riveter.rules.model.rule import RuleSet
from riveter.rules.packs.compiler import compiled_files
from riveter.rules.packs.definition import PackDefinition
from riveter.rules.packs.packs import load_pack, pack_files
from riveter.rules.packs.packs_reader import read_definition
from riveter.rules.reading import compiled
from riveter.rules.reading.reader import parse_rules

ROOT = package.catalogue() or ""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data of every bundled file."""
    folder = tmp_path_factory.mktemp("compiled")
    for name, data in compiled_files():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def store(written: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where riveter looks for it."""
    monkeypatch.setattr(package, "COMPILED", str(written))
    compiled._is_current.cache_clear()
    return written


def _yaml_files() -> list[str]:
    found = [path for path in Path(ROOT).glob("*/*.yml") if ".cases." not in path.name]
    return sorted(str(path) for path in found)


def _source(path: str) -> SourceFile:
    return FileReader().source(path, name=f"shown/{Path(path).name}")


def test_every_bundled_file_is_written_and_comes_back_as_its_yaml_is_read(store: Path) -> None:
    files = _yaml_files()
    assert len(files) > 100
    assert {file.name for file in store.iterdir()} == {
        compiled.file_name(os.path.relpath(path, ROOT)) for path in files
    }
    for path in files:
        source = _source(path)
        read: object
        expected: object
        if Path(path).parent.name == "packs":
            read, expected = compiled.read(path, source, PackDefinition), read_definition(source, source.name, [])
        else:
            read, expected = compiled.read(path, source, RuleSet), parse_rules(source).rules
        assert read is not None, path
        assert repr(read) == repr(expected), path


def test_the_data_of_another_text_does_not_count(store: Path) -> None:
    path = str(Path(ROOT, "aws", "s3.yml"))
    source = _source(path)
    assert compiled.read(path, source, RuleSet) is not None
    assert compiled.read(path, SourceFile(source.name, source.text + "\n"), RuleSet) is None


@pytest.mark.parametrize("content", [b"", b"0" * 40, b"{}", None])
def test_damaged_or_missing_data_does_not_count(
    content: bytes | None, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "COMPILED", str(tmp_path))
    monkeypatch.setattr(compiled, "_is_current", lambda: True)
    path = str(Path(ROOT, "aws", "s3.yml"))
    if content is not None:
        (tmp_path / "aws.s3.yml.json").write_bytes((written / "aws.s3.yml.json").read_bytes()[:40] + content)
    assert compiled.read(path, _source(path), RuleSet) is None


def test_a_file_of_the_same_text_elsewhere_is_no_bundled_one(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "s3.yml"
    copy.write_bytes(Path(ROOT, "aws", "s3.yml").read_bytes())
    assert compiled.read(str(copy), _source(str(copy)), RuleSet) is None


def test_a_checkout_whose_code_is_newer_reads_the_yaml(store: Path) -> None:
    path = str(Path(ROOT, "aws", "s3.yml"))
    for file in store.iterdir():
        os.utime(file, (1, 1))
    compiled._is_current.cache_clear()
    assert compiled.read(path, _source(path), RuleSet) is None
    for file in store.iterdir():
        os.utime(file)
    compiled._is_current.cache_clear()
    assert compiled.read(path, _source(path), RuleSet) is not None


def test_a_pack_is_loaded_without_its_yaml(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = load_pack("soc2-security")

    def refuse(*args: object) -> None:
        raise AssertionError("the YAML was read")

    monkeypatch.setattr("riveter.rules.reading.reader.read_yaml", refuse)
    monkeypatch.setattr("riveter.rules.packs.packs_reader.read_yaml", refuse)
    loaded = load_pack("soc2-security")
    assert loaded.pack is not None
    assert loaded == expected
    assert loaded.pack.path in pack_files()
