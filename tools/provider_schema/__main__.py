"""``python -m tools.provider_schema refresh``: make the data files anew; ``compare``: check the extractor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.provider_schema.compare import compare
from tools.provider_schema.exact import SchemaFileError, read_exact
from tools.provider_schema.generated import ExtractionError, extract
from tools.provider_schema.packages import PackageError, download, read_bindings
from tools.provider_schema.refresh import DATA, SOURCES, RefreshError, SchemaFile, check, make, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _refresh(options) if options.command == "refresh" else _compare(options)
    except (ExtractionError, PackageError, RefreshError, SchemaFileError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.provider_schema", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    refresh = commands.add_parser("refresh", help="download the packages and write the data files")
    refresh.add_argument("--provider", action="append", choices=sorted(SOURCES), help="only this one (repeatable)")
    refresh.add_argument("--allow-drop", action="store_true", help="accept fewer types than there are now")
    refresh.add_argument("--output", type=Path, default=DATA, help="the folder to write to")
    comparison = commands.add_parser("compare", help="compare what is extracted with an exact schema")
    for command in (refresh, comparison):
        command.add_argument("--downloads", type=Path, required=True, help="the folder for the packages")
        command.add_argument(
            "--schema",
            action="append",
            type=_schema_file,
            default=[],
            metavar="PROVIDER:VERSION:FILE",
            help="output of `terraform providers schema -json` (aws:5.100.0:schema.json)",
        )
    return parser


def _schema_file(text: str) -> SchemaFile:
    try:
        return SchemaFile.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not PROVIDER:VERSION:FILE") from None


def _refresh(options: argparse.Namespace) -> int:
    schemas = {schema.provider: schema for schema in options.schema}
    names = options.provider or list(SOURCES)
    for name in names:
        if not SOURCES[name].older and name not in schemas:
            raise RefreshError(
                f"{name} needs --schema {name}:VERSION:FILE: run `terraform init` and `terraform providers schema -json` in a "
                f"folder that requires the last version of the major version before the newest"
            )
    results = []
    for name in names:
        result = make(SOURCES[name], options.downloads, schemas.get(name), print)
        check(result.text, options.output / f"{name}.jsonl", allow_drop=options.allow_drop)
        print(result.summary)
        results.append(result)
    write(results, options.output)
    return 0


def _compare(options: argparse.Namespace) -> int:
    if not options.schema:
        raise SchemaFileError("compare needs --schema")
    for schema in options.schema:
        package = SOURCES[schema.provider].package
        extracted = extract(read_bindings(download(package, options.downloads)))
        exact = read_exact(schema.path, schema.provider, schema.version)
        print(f"{schema.provider}: extracted {extracted.version}, exact {exact.version}")
        print(compare(extracted, exact).report())
    return 0


if __name__ == "__main__":
    sys.exit(main())
