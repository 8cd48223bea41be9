"""The settings of a scan: those of the working tree, or with `--untrusted` those of the base."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter.cli import inputs, pack_names
from riveter.cli.errors import UserError

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.diffing.trusted import TrustedCopy


@contextmanager
def settings_of(given: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Config]]:
    """Yield the options and the config of a scan. Raises a usage error, or `UserError` for a base that can't be read."""
    if not given["untrusted"]:
        yield given, inputs.read_config(given)
        return
    if given["base"] is None:
        raise click.UsageError("--untrusted takes the settings of a base: name it with --diff BASE_REF.")
    from riveter import diffing
    from riveter.diffing.trusted import trusted_copy

    paths = (*given["terraform"], *given["paths"])
    try:
        settings = [given["baseline"], given["config_path"], *given["rules"], *given["packs"]]
        with trusted_copy(paths, given["base"], dict(os.environ), filter(None, settings)) as copy:
            yield _of_base(given, copy)
    except diffing.DiffError as error:
        raise UserError(str(error), error.hint) from None


def _of_base(given: dict[str, Any], copy: TrustedCopy) -> tuple[dict[str, Any], Config]:
    changed = {
        **given,
        "rules": tuple(map(copy.path, given["rules"])),
        "packs": tuple(copy.path(name) if pack_names.is_path(name) else name for name in given["packs"]),
        "baseline": copy.path(given["baseline"]) if given["baseline"] else None,
        "config_path": copy.path(given["config_path"]) if given["config_path"] else None,
    }
    if given["rules"]:
        changed["paths"] = tuple(
            copy.path(path) if path.lower().endswith((".yml", ".yaml")) else path for path in given["paths"]
        )
    # The nearest config is looked for in the copy, also from targets that are absolute paths or links.
    places = {name: tuple(map(copy.path, changed[name])) for name in ("terraform", "paths")}
    with copy.as_working_directory():
        settings = _absolute(inputs.read_config({**changed, **places}))
    return changed, msgspec.structs.replace(settings, reader=copy.reader(settings.reader))


def _absolute(settings: Config) -> Config:
    """Return a config whose files of rules, packs and baselines are those of the copy, wherever it is used. Values stay the change's."""

    def overridden(names: tuple[str, ...] | None, *, packs: bool) -> tuple[str, ...] | None:
        if names is None:
            return None
        return tuple(os.path.abspath(name) if not packs or pack_names.is_path(name) else name for name in names)

    return msgspec.structs.replace(
        settings,
        rules=overridden(settings.rules, packs=False) or (),
        packs=overridden(settings.packs, packs=True) or (),
        baseline=os.path.abspath(settings.baseline) if settings.baseline else None,
        overrides=tuple(
            msgspec.structs.replace(
                item, rules=overridden(item.rules, packs=False), packs=overridden(item.packs, packs=True)
            )
            for item in settings.overrides
        ),
    )
