"""Options of the evaluation: values, assumptions, and exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from riveter.terraform.modules.inputs import InputLayer

T = TypeVar("T", bound="EvaluationOptions")


class EvaluationOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options that a scan passes on to the evaluation unchanged.

    variables: ``--var`` as (name, text), in order. var_files: ``--var-file``. layers: values of a config, weaker than those.
    files_before: of each of `variables`, how many of `var_files` are weaker (empty: all of them, always).
    environment: where ``TF_VAR_*`` and ``TF_WORKSPACE`` are looked up (the caller's, or none at all).
    assume: values for what is only known outside of the configuration, by ``type.attribute`` or ``address.attribute``.
    dialect: ``terraform`` or ``opentofu``, whichever reads the configuration (None: what its files tell).
    stdin: the content for the target ``-``. single: a directory is one module, even an empty one; what lies below is left out.
    allow_incomplete: a plan that is not whole is a warning, no error.
    time_limit: seconds after which a scan stops, with an error that says what was left out (None: no limit).
    """

    variables: tuple[tuple[str, str], ...] = ()
    var_files: tuple[str, ...] = ()
    files_before: tuple[int, ...] = ()
    layers: tuple[InputLayer, ...] = ()
    environment: Mapping[str, str] = {}
    workspace: str | None = None
    dialect: str | None = None
    assume: Mapping[str, Any] = {}
    stdin: bytes | None = None
    single: bool = False
    allow_incomplete: bool = False
    time_limit: float | None = None

    def into(self, kind: type[T], **more: Any) -> T:
        """Return the same options as another type, with its additional fields."""
        shared = {name: getattr(self, name) for name in EvaluationOptions.__struct_fields__}
        return kind(**shared, **more)
