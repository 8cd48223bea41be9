"""A look at a repository: which providers it uses, which files of values it has, which CI system."""

from __future__ import annotations

import os
import re

import msgspec

from riveter.core.source import SourceError
from riveter.files.discovery import module_directories
from riveter.files.gitindex import settings
from riveter.files.names import is_config_file
from riveter.files.reader import FileReader, PathKind

MAX_FILES = 2000
MAX_ENVIRONMENTS = 10
_TYPE = re.compile(r'^[ \t]*(?:resource|data)[ \t]+"([a-z0-9]+)_', re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")
_SAMPLES = ("example", "sample", "template")


class RepositorySurvey(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a repository.

    providers: the most used first. packs: bundled ones that suit them. environments: name to the path of its file of values.
    ci: ``github``, ``gitlab``, ``other`` or nothing.
    """

    providers: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    environments: dict[str, str] = {}
    ci: str = ""


def survey(directory: str) -> RepositorySurvey:
    """Survey a directory and everything below it. Skip files that cannot be read."""
    from riveter.rules.packs.packs import EVERYTHING, default_packs

    counts: dict[str, int] = {}
    values: dict[str, dict[str, str]] = {}
    read = 0
    reader = FileReader().around(directory)
    for folder in module_directories(directory, reader):
        for name in reader.names(folder):
            if is_config_file(name) and read < MAX_FILES:
                read += 1
                for provider in _providers(os.path.join(folder, name), reader):
                    counts[provider] = counts.get(provider, 0) + 1
        for near in (folder, *_folders_of_values(folder, reader)):
            found = _value_files(near, directory, reader)
            if found:
                values.setdefault(near, found)
    providers = tuple(sorted(counts, key=lambda name: (-counts[name], name)))
    made_for = default_packs()
    everywhere = (*providers, EVERYTHING) if read else ()
    packs = tuple(
        dict.fromkeys(pack for provider in everywhere for pack, names in made_for.items() if provider in names)
    )
    # Values in several folders belong to several configurations: it is not known which belong together.
    environments = next(iter(values.values())) if len(values) == 1 else {}
    return RepositorySurvey(providers=providers, packs=packs, environments=environments, ci=_ci(directory, reader))


def _providers(path: str, reader: FileReader) -> list[str]:
    try:
        return [found[1] for found in _TYPE.finditer(reader.source(path, remember=False).text)]
    except SourceError:
        return []


def _folders_of_values(folder: str, reader: FileReader) -> list[str]:
    wanted = ("env", "envs", "environments", "tfvars", "vars", "config")
    paths = [os.path.join(folder, name) for name in reader.names(folder) if name in wanted]
    return [path for path in paths if reader.is_folder(path)]


def _value_files(folder: str, top: str, reader: FileReader) -> dict[str, str]:
    """Return the variables files that Terraform does not read automatically, by their probable purpose."""
    found: dict[str, str] = {}
    for name in reader.names(folder):
        stem = name.removesuffix(".json").removesuffix(".tfvars")
        automatic = stem == "terraform" or stem.endswith(".auto")
        if not name.endswith((".tfvars", ".tfvars.json")) or automatic or any(word in stem for word in _SAMPLES):
            continue
        if _NAME.match(stem) and len(found) < MAX_ENVIRONMENTS:
            found[stem] = os.path.relpath(os.path.join(folder, name), top).replace(os.sep, "/")
    return found


def _ci(directory: str, reader: FileReader) -> str:
    def there(*names: str) -> bool:
        return any(reader.kind(os.path.join(directory, name)) in (PathKind.FILE, PathKind.FOLDER) for name in names)

    if there(".github"):
        return "github"
    if there(".gitlab-ci.yml", ".gitlab"):
        return "gitlab"
    if there("azure-pipelines.yml", "Jenkinsfile", ".circleci", "bitbucket-pipelines.yml", ".drone.yml", ".buildkite"):
        return "other"
    remotes = settings(directory)
    return next((name for name in ("github", "gitlab") if name in remotes), "")
