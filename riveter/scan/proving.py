"""Prove what holds for every value of the variables, and name who gives the values that make a rule fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from riveter.core.deadline import Deadline
from riveter.core.secrets import Secrets
from riveter.core.values import Unknown
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.proof.callers import Evaluated
from riveter.proof.cells import Setting
from riveter.proof.modules import ModuleProver
from riveter.proof.prover import Prover
from riveter.resource import set_environment
from riveter.scan.environment_scan import EnvironmentScan
from riveter.scan.options import ScanOptions
from riveter.scan.proof_callers import CallerFinder
from riveter.scan.rule_selection import Selection
from riveter.terraform.modules.loaded import ProjectPart


class ScanProver:
    """Adds proofs to the findings of a scan.

    environment: what rules see as the environment, by its name and whether a file of values stands for it.
    """

    def __init__(
        self,
        options: ScanOptions,
        selection: Selection,
        reader: FileReader,
        secrets: Secrets,
        deadline: Deadline,
        environment: Callable[..., str | Unknown],
    ) -> None:
        self._selection = selection
        self._applies = selection.applies if options.overrides else None
        self._secrets = secrets
        self._deadline = deadline
        self._environment = environment
        self._callers = CallerFinder(options, selection, reader, secrets, deadline, environment)

    def proven(self, run: EnvironmentScan, part: ProjectPart, findings: list[Finding]) -> list[Finding]:
        """Return findings with what holds for all values of variables, or which of them decide."""
        environment = self._environment(run.environment, inferred=run.inferred)
        setting = Setting(
            run.loader,
            part,
            self._selection.every,
            self._secrets,
            self._deadline,
            lambda resources: set_environment(resources, environment),
            self._applies,
        )
        return ModuleProver(setting).prove(Prover(setting).prove(findings))

    def with_callers(
        self, parts: Sequence[tuple[EnvironmentScan, ProjectPart]], judged: list[list[Finding]]
    ) -> list[list[Finding]]:
        """Return the findings of one root module in every environment, with the callers that make a rule fail."""
        evaluated = [
            Evaluated(
                part,
                findings,
                "" if run.inferred else run.environment,
                run.environment if run.inferred else "",
                run.span,
            )
            for (run, part), findings in zip(parts, judged, strict=True)
        ]
        return self._callers.named(evaluated, parts[0][0].loader.modules)
