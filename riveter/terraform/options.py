"""Options of the evaluation: values, assumptions, and exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from riveter.core.deadline import Deadline
    from riveter.core.secrets import Secrets
    from riveter.files.discovery import Excluded
    from riveter.files.reader import FileReader
    from riveter.terraform.modules.inputs import InputLayer
    from riveter.terraform.modules.schemas import Schemas

T = TypeVar("T", bound="EvaluationOptions")


class EvaluationOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options that a scan passes on to the evaluation unchanged.

    variables: ``--var`` as (name, text), in order. var_files: ``--var-file``. layers: values of a config, weaker than those.
    files_before: of each of `variables`, how many of `var_files` are weaker (empty: all of them, always).
    environment: where ``TF_VAR_*`` and ``TF_WORKSPACE`` are looked up (the caller's, or none at all).
    assume: values for what is only known outside of the configuration, by ``type.attribute`` or ``address.attribute``.
    selection: whether the workspace counts that was selected in the folder of a root module, if nothing else names one.
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
    selection: bool = True
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


class LoadOptions(EvaluationOptions, frozen=True, kw_only=True):
    """How to evaluate.

    schemas: the provider's knowledge of resource types.
    searched: folders whose root modules are evaluated for findings that the files in `values_of_config` affect. users: the folders of
    root modules that are evaluated for these as well, without a search below them.
    excluded: whether the user excluded a path. reader: what files are read with, by default one of its own.
    whole_roots: report all resources of a root module, also if only some of its files, or of its modules' files, are named.
    root_modules: whether each root module itself is among the resources (`root_module`), for rules about what has to be in it.
    secrets: where the secrets that are found are added (None: to a collection of the project's own).
    deadline: when to stop; by default after `time_limit`, with an error that says what was left out.
    """

    schemas: Schemas | None = None
    excluded: Excluded | None = None
    searched: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    values_of_config: tuple[str, ...] = ()
    whole_roots: bool = False
    root_modules: bool = False
    reader: FileReader | None = None
    secrets: Secrets | None = None
    deadline: Deadline | None = None
