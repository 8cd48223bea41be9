"""Compare the findings of the working tree with those of a commit, which is read through git and never checked out."""

from riveter.diffing.commit import hook_scan
from riveter.diffing.git import DiffError
from riveter.diffing.run import scan

__all__ = ["DiffError", "hook_scan", "scan"]
