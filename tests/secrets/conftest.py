"""The fixtures of the command line."""

from tests.cli.conftest import _scrubbed, riveter

__all__ = ["_scrubbed", "riveter"]
