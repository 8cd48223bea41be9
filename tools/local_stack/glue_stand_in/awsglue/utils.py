"""The arguments of a job."""

from __future__ import annotations

import argparse


def getResolvedOptions(arguments: list[str], names: list[str]) -> dict[str, str]:
    """Read options as Glue does: each name is required, and other options are left alone."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name in names:
        parser.add_argument(f"--{name}", required=True)
    return vars(parser.parse_known_args(arguments[1:])[0])
