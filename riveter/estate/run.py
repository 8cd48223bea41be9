"""One run: finds the root modules of all repositories, judges those that have changed, and writes the tables."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any

import msgspec

from riveter import __version__
from riveter.core.digests import blake2b
from riveter.estate import snapshot
from riveter.estate.engines import LOSSES, Engine
from riveter.estate.isolation import perform
from riveter.estate.model import Answer, Repository, Root, ScanRequest, Survey, SurveyRequest
from riveter.estate.schema import COUNTS, SCHEMA_VERSION, TABLES
from riveter.estate.snapshot import Task
from riveter.estate.sources import Estate
from riveter.estate.spool import Spool, packed
from riveter.estate.store import Run, Staged, State, Store, StoreError
from riveter.estate.tables import dataset, rows_of

STAGED = 200
"""So many results are kept together."""
STAGED_SECONDS = 20.0
"""After so many seconds results are kept in any case."""
AHEAD = 4
"""So many tasks for each slot are with the executor: enough that none waits, and few enough for flat memory."""

Progress = Callable[[str], None]


class _Job(msgspec.Struct):
    """A request that is with the executor. losses: how many workers were lost with it."""

    request: SurveyRequest | ScanRequest
    key: str
    losses: int = 0


class Outcome(msgspec.Struct, frozen=True):
    """What a run has done. computed, reused: root modules. run: what was written."""

    run: Run
    computed: int
    reused: int


class Coordinator:
    """Runs an estate into a store."""

    def __init__(
        self,
        estate: Estate,
        rules: str,
        store: Store,
        engine: Engine,
        *,
        today: str,
        progress: Progress = lambda text: None,
        surveys: Mapping[str, Survey] | None = None,
    ) -> None:
        """rules: the digest of the rules. surveys: those that are known besides those of the store."""
        self._estate, self._rules, self._store, self._engine = estate, rules, store, engine
        self._today, self._progress = today, progress
        self._spool = Spool()
        self._surveys: dict[str, Survey] = dict(surveys or {})
        """By the key of their request."""
        self._found: dict[str, Survey | Answer] = {}
        """By the name of the repository."""
        self._failures: dict[str, Answer] = {}
        self._timings: dict[str, tuple[float, int, int]] = {}
        self._staged = Staged({}, {})
        self._staged_at = time.monotonic()
        self._files: list[str] = []
        self._waiting: deque[_Job] = deque()
        self._scheduled: set[str] = set()
        self._under_way: dict[Future[bytes], _Job] = {}
        self._known: dict[str, tuple[str, tuple[int, ...]]] = {}
        self._roots = self._computed = 0

    def run(self) -> Outcome:
        """Run it. What was computed is kept when it is interrupted."""
        started = _now()
        runs = self._store.runs()
        previous = runs[-1] if runs else None
        try:
            self._remember(previous)
            self._work()
            self._progress("Writing the tables")
            return self._write(previous, started)
        except StoreError:
            self._cancel()
            raise
        except BaseException:
            self._cancel()
            with suppress(StoreError):  # the reason of the interruption is what counts
                self._stage()
            raise
        finally:
            self._spool.close()

    def _cancel(self) -> None:
        for future in self._under_way:
            future.cancel()

    # -- what is known --------------------------------------------------------------------------------

    def _remember(self, previous: Run | None) -> None:
        """Find out what was computed before: by the last run, and by runs that did not come to their end."""
        self._surveys.update(self._store.state(previous).surveys)
        for name, staged in self._store.staged():
            self._files.append(name)
            self._surveys.update(staged.surveys)
            for key, blob in staged.results.items():
                self._spool.add(key, blob)
        if previous is not None:
            names = [column.name for column in TABLES["tasks"].columns]
            first = names.index("resources")
            for row in rows_of(dataset(self._store, previous.tables, "tasks").to_table()):
                if row[names.index("status")] == "done" and row[names.index("root")]:
                    self._known[row[names.index("key")]] = (row[0], tuple(row[first:]))

    def _survey_key(self, repository: Repository) -> str:
        facts = (SCHEMA_VERSION, __version__, repository.kind, repository.path)
        return _key(*facts)

    def _task_key(self, repository: Repository, root: Root) -> str:
        return _key(
            SCHEMA_VERSION,
            __version__,
            self._rules,
            repository.kind == "document",
            root.name,
            root.folder,
            root.content,
        )

    # -- the work -------------------------------------------------------------------------------------

    def _work(self) -> None:
        """Submit everything, and take what comes back, until nothing is left."""
        repositories = iter(self._estate.repositories)
        left = True
        while True:
            room = AHEAD * self._engine.slots() - len(self._under_way)
            while room > 0:
                job = self._waiting.popleft() if self._waiting else next(self._more(repositories), None)
                if job is None:
                    left = False
                    break
                self._submit(job)
                room -= 1
            if not self._under_way:
                if not left and not self._waiting:
                    break
                continue
            done, _ = wait(self._under_way, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in done:
                self._take(future, self._under_way.pop(future))
            self._show()
            if len(self._staged.results) >= STAGED or time.monotonic() - self._staged_at > STAGED_SECONDS:
                self._stage()
        self._stage()

    def _more(self, repositories: Iterator[Repository]) -> Iterator[_Job]:
        """Yield the survey of the next repository."""
        for repository in repositories:
            key = self._survey_key(repository)
            known = self._surveys.get(key)
            tree = known.tree if known is not None and known.day in ("", self._today) else ""
            yield _Job(SurveyRequest(repository, self._estate.limits, self._today, tree), key)

    def _submit(self, job: _Job) -> None:
        future = self._engine.executor.submit(perform, msgspec.msgpack.encode(job.request))
        self._under_way[future] = job

    def _take(self, future: Future[bytes], job: _Job) -> None:
        """Take the answer to a request. A request whose worker was lost is asked again, a few times."""
        try:
            answer = msgspec.msgpack.decode(future.result(), type=Answer)
        except Exception as error:
            if not self._engine.lost(error):
                raise
            answer = Answer(failure="lost", detail="its worker was lost")
        if answer.failure == "lost":
            job.losses += 1
            if job.losses < LOSSES:
                self._waiting.append(job)
                return
            answer = Answer(failure="lost", detail=f"{LOSSES} workers were lost with it")
        if isinstance(job.request, SurveyRequest):
            self._surveyed(job.request.repository, job.key, answer)
        else:
            self._scanned(job, answer)

    def _surveyed(self, repository: Repository, key: str, answer: Answer) -> None:
        if answer.failure:
            self._found[repository.name] = answer
            return
        survey = msgspec.msgpack.decode(answer.content, type=Survey)
        if survey.unchanged:
            survey = msgspec.structs.replace(self._surveys[key], commit=survey.commit)
        else:
            self._surveys[key] = self._staged.surveys[key] = survey
        self._found[repository.name] = survey
        for root in survey.roots:
            self._roots += 1
            key = self._task_key(repository, root)
            if key in self._known or key in self._spool or key in self._scheduled:
                continue
            self._scheduled.add(key)
            request = ScanRequest(
                repository, root, survey.commit, self._estate.policy, self._estate.limits, self._today
            )
            self._waiting.append(_Job(request, key))

    def _scanned(self, job: _Job, answer: Answer) -> None:
        self._timings[job.key] = (answer.seconds, answer.memory, job.losses + 1)
        if answer.failure:
            self._failures[job.key] = answer
            return
        self._computed += 1
        blob = packed(answer.content)
        self._spool.add(job.key, blob)
        self._staged.results[job.key] = blob

    def _stage(self) -> None:
        """Keep what was computed, so that a later run need not do it again if this one ends here."""
        self._staged_at = time.monotonic()
        if self._staged.results or self._staged.surveys:
            self._files.append(self._store.stage(self._staged))
            self._staged = Staged({}, {})

    def _show(self) -> None:
        total = len(self._estate.repositories)
        waiting = len(self._waiting) + len(self._under_way)
        self._progress(
            f"{len(self._found):,} of {total:,} repositories, {self._roots:,} root modules, {self._computed:,} judged, {waiting:,} to do"
        )

    # -- the end --------------------------------------------------------------------------------------

    def _write(self, previous: Run | None, started: str) -> Outcome:
        tasks: list[Task] = []
        timings: list[tuple[Any, ...]] = []
        surveys: dict[str, Survey] = {}
        reused = 0
        for repository in self._estate.repositories:
            found = self._found[repository.name]
            tasks.append(_repository_task(repository, found))
            if isinstance(found, Answer):
                continue
            surveys[self._survey_key(repository)] = found
            for root in found.roots:
                task = self._root_task(repository, found, root)
                reused += bool(task.reused)
                tasks.append(task)
                if task.key in self._timings:
                    timings.append((task.task, *self._timings[task.key]))
        name, files = snapshot.write(self._store, tasks, self._spool, previous, timings, started)
        run = Run(
            schema_version=SCHEMA_VERSION,
            riveter=__version__,
            snapshot=name,
            started=started,
            finished=_now(),
            tables=files,
            counts=_counts(tasks),
            state=self._store.put_state(State(surveys)),
        )
        self._store.add_run(run)
        self._store.remove(self._files)
        if previous is not None and previous.state != run.state:
            self._store.remove([previous.state])
        return Outcome(run, self._computed, reused)

    def _root_task(self, repository: Repository, survey: Survey, root: Root) -> Task:
        key, name = self._task_key(repository, root), _root_name(root, survey)
        task = Task(
            task=f"{repository.name}//{name}",
            repository=repository.name,
            root=name,
            kind=repository.kind,
            owner=repository.owner or root.owner,
            commit=survey.commit,
            key=key,
        )
        if key in self._known:
            reused, counts = self._known[key]
            return msgspec.structs.replace(task, counts=counts, reused=reused)
        if key in self._spool:
            return msgspec.structs.replace(task, counts=self._spool.get(key).counts)
        answer = self._failures[key]
        return msgspec.structs.replace(task, status="failed", failure=answer.failure, detail=answer.detail)


def _root_name(root: Root, survey: Survey) -> str:
    """Return the folder of a root module; if several have one (units of Terragrunt), their own names."""
    alone = sum(other.folder == root.folder for other in survey.roots) == 1
    return root.folder if alone else f"{root.folder} ({root.name})"


def _repository_task(repository: Repository, found: Survey | Answer) -> Task:
    task = Task(
        task=f"{repository.name}//",
        repository=repository.name,
        root="",
        kind=repository.kind,
        owner=repository.owner,
        commit="",
        key="",
    )
    if isinstance(found, Answer):
        return msgspec.structs.replace(task, status="failed", failure=found.failure, detail=found.detail)
    wrong = sum(row[0] == "error" for row in found.problems)
    rows = {"coverage": found.coverage, "problems": found.problems}
    return msgspec.structs.replace(task, commit=found.commit, counts=(*(0 for _ in COUNTS[:-1]), wrong), rows=rows)


def _counts(tasks: list[Task]) -> dict[str, int]:
    roots = [task for task in tasks if task.root]
    numbers = {name: sum(task.counts[index] for task in tasks) for index, name in enumerate(COUNTS)}
    return {
        "repositories": len(tasks) - len(roots),
        "root_modules": len(roots),
        "failed_tasks": sum(task.status != "done" for task in tasks),
        **numbers,
    }


def _key(*facts: Any) -> str:
    return blake2b(msgspec.msgpack.encode(facts), digest_size=20).hexdigest()


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
