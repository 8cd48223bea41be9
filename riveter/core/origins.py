"""How a variable got its value, as data; `riveter.core.reasons` has the words for it."""

from __future__ import annotations

import enum


class ValueOrigin(enum.Enum):
    """How the value got to one step of its provenance."""

    WRITTEN = "written"
    """It is the expression at that place."""
    DEFAULT = "default"
    TYPE_DEFAULT = "type_default"
    """The second argument of `optional()` in the type of a variable."""
    FILE = "file"
    """A tfvars file."""
    COMMAND_LINE = "command_line"
    ENVIRONMENT_VARIABLE = "environment_variable"
    CONFIG = "config"
    """`riveter.yml`, for all environments."""
    ENVIRONMENT = "environment"
    """One environment of `riveter.yml`."""
    PLAN = "plan"
    """The value in a plan."""
    TRIED = "tried"
    """A value that a proof tries (see `riveter.proof`)."""
    MISSING = "missing"
    """Nothing gives it one."""


class DefaultText(enum.Enum):
    """Whether a default in the type of a variable may be a value that is not known."""

    NONE = "none"
    TEXT = "text"
    SECRET = "secret"
    """A text that has the form of a secret."""
