"""The options that a config gives, for a scan without a command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riveter.config import locate, reader
from riveter.config.model import Config, Environment, Override
from riveter.core.diagnostics import Diagnostic
from riveter.files.reader import FileReader
from riveter.scan.options import PathGlob, ScanOptions, Targets


def configured(
    paths: Sequence[str] = (".",),
    files: FileReader | None = None,
    *,
    config: str | None = None,
    environment: Mapping[str, str] | None = None,
    environments: Sequence[str] = (),
    here: bool = True,
) -> ScanOptions:
    """Return the options that `riveter scan PATHS` has without any other word: those of the nearest config.

    files: what the config is read with. config: the path of another one. environment: the variables of the environment, which contain
    `TF_VAR_*` (none by default). environments: the names of those that count, of the config's; by default all of them. here: whether a
    config in or above the working directory comes before one above the paths. Raises `riveter.config.reader.ConfigError` if the config
    cannot be read.
    """
    files = FileReader() if files is None else files
    path = config or locate.find(paths, files, here=here)
    settings = Config() if path is None else reader.load(path, reader=files)
    overrides = (*_of_environments(settings), *settings.overrides)
    broken = any(item.severity == "error" for item in settings.diagnostics)
    named = settings.rules or settings.packs or broken or any(item.rules or item.packs for item in overrides)
    targets = Targets(
        paths=tuple(dict.fromkeys(paths)),
        environment={} if environment is None else environment,
        workspace=settings.workspace,
        layers=() if settings.values is None else (settings.values,),
        assume=settings.assume,
        dialect=settings.dialect,
        exclude_paths=tuple(PathGlob(glob, settings.base) for glob in settings.exclude_paths),
    )
    return ScanOptions(
        targets=targets,
        rules=settings.rules,
        packs=settings.packs,
        default_packs=not named,
        severity=settings.severity,
        include=settings.include,
        exclude=settings.exclude,
        parameters=tuple(settings.parameters.items()),
        baseline=settings.baseline,
        environments=_wanted(settings, environments),
        overrides=overrides,
        suppressions=settings.suppressions,
        waivers=settings.waivers,
        base=settings.base,
        diagnostics=settings.diagnostics,
        allow_empty=settings.allow_empty,
        reader=files,
        places=settings.places,
        prove=settings.prove,
    )


def configured_or_told(
    paths: Sequence[str], files: FileReader, *, environment: Mapping[str, str], here: bool = True
) -> ScanOptions:
    """Return the options as `configured` does. That the config cannot be read is a diagnostic of them."""
    try:
        return configured(paths, files, environment=environment, here=here)
    except reader.ConfigError as error:
        problem = Diagnostic("error", str(error), hint=error.hint)
        return ScanOptions(targets=Targets(paths=tuple(paths)), diagnostics=(problem,))


def _wanted(settings: Config, names: Sequence[str]) -> tuple[Environment, ...]:
    return tuple(item for item in settings.environments if not names or item.name in names)


def _of_environments(settings: Config) -> list[Override]:
    """Return the rule parameters of environments, which are overrides."""
    return [
        Override(paths=(), span=item.span, environment=item.name, parameters=item.parameters)
        for item in settings.environments
        if item.parameters and item.span is not None
    ]


__all__ = ["configured", "configured_or_told"]
