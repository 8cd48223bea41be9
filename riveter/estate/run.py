"""One run: finds the root modules of all repositories, judges those that have changed, and writes the tables."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any

import msgspec

from riveter import __version__
from riveter.core.digests import blake2b
from riveter.estate import snapshot
from riveter.estate.before import Before
from riveter.estate.engines import LOSSES, Engine
from riveter.estate.isolation import perform
from riveter.estate.model import Answer, CheckRequest, Repository, Request, Root, ScanRequest, Survey, SurveyRequest
from riveter.estate.schema import COUNTS, SCHEMA_VERSION
from riveter.estate.snapshot import Task
from riveter.estate.sources import Estate
from riveter.estate.spool import Spool, pack, packed, unpack
from riveter.estate.store import Run, Staged, Store, StoreError

STAGED = 200
"""So many results are kept together."""
STAGED_SECONDS = 20.0
"""After so many seconds results are kept in any case."""
CHECKED, CHECKED_BYTES = 50, 1024 * 1024
"""So many repositories, with so much evidence, are looked at in one task to see whether anything has changed."""
AHEAD = 4
"""So many tasks for each slot are with the executor: enough that none waits, and few enough for flat memory."""

Progress = Callable[[str], None]


class _Job(msgspec.Struct):
    """A request that is with the executor. losses: how many workers were lost with it."""

    request: Request
    key: str = ""
    losses: int = 0


class _Counted(msgspec.Struct, frozen=True):
    """A `Scanned` without its tables, which are not decoded."""

    counts: tuple[int, ...]


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
        surveys: Iterable[tuple[str, bytes]] = (),
    ) -> None:
        """rules: the digest of the rules. surveys: those that are known besides those of the store, as `Store.state` yields them."""
        self._estate, self._rules, self._store, self._engine = estate, rules, store, engine
        self._today, self._progress = today, progress
        self._spool = Spool()
        self._surveys = Spool()
        """By the key of their request."""
        for key, blob in surveys:
            self._surveys.put(key, blob)
        self._found: dict[str, Answer | None] = {}
        """By the name of the repository: None where there is a survey."""
        self._failures: dict[str, Answer] = {}
        self._timings: dict[str, tuple[float, int, int]] = {}
        self._staged = Staged({}, {})
        self._staged_at = time.monotonic()
        self._files: list[str] = []
        self._waiting: deque[_Job] = deque()
        self._scheduled: set[str] = set()
        self._under_way: dict[Future[bytes], _Job] = {}
        self._before: Before
        self._roots = self._computed = 0

    def run(self) -> Outcome:
        """Run it. What was computed is kept when it is interrupted."""
        started = _now()
        previous = self._store.latest()
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
            self._surveys.close()

    def _cancel(self) -> None:
        for future in self._under_way:
            future.cancel()

    # -- what is known --------------------------------------------------------------------------------

    def _remember(self, previous: Run | None) -> None:
        """Find out what was computed before: by the last run, and by runs that did not come to their end."""
        for key, blob in self._store.state(previous):
            self._surveys.put(key, blob)
        for name, staged in self._store.staged():
            self._files.append(name)
            for key, blob in staged.surveys.items():
                self._surveys.put(key, blob)
            for key, blob in staged.results.items():
                self._spool.put(key, blob)
        self._before = Before(self._store, previous)

    def _survey(self, key: str) -> Survey:
        return unpack(self._surveys.blob(key), Survey)

    def _survey_key(self, repository: Repository) -> str:
        facts = (SCHEMA_VERSION, __version__, repository.kind, repository.path, repository.ref)
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
        jobs = self._jobs()
        left = True
        while True:
            room = AHEAD * self._engine.slots() - len(self._under_way)
            while room > 0:
                job = self._waiting.popleft() if self._waiting else next(jobs, None)
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

    def _jobs(self) -> Iterator[_Job]:
        """Yield what finds the root modules: checks of surveys that are known, a few together, and surveys of the other repositories."""
        known: list[tuple[Repository, bytes]] = []
        size = 0
        for repository in self._estate.repositories:
            key = self._survey_key(repository)
            survey = self._survey(key) if key in self._surveys else None
            if survey is None or not survey.evidence or not self._is_of_today(survey):
                yield self._survey_job(repository, key, survey)
                continue
            known.append((repository, survey.evidence))
            size += len(survey.evidence)
            if len(known) == CHECKED or size > CHECKED_BYTES:
                yield self._check_job(known)
                known, size = [], 0
        if known:
            yield self._check_job(known)

    def _is_of_today(self, survey: Survey) -> bool:
        return survey.day in ("", self._today)

    def _check_job(self, known: list[tuple[Repository, bytes]]) -> _Job:
        repositories, evidence = zip(*known, strict=True)
        return _Job(CheckRequest(repositories, evidence, self._estate.limits))

    def _survey_job(self, repository: Repository, key: str, known: Survey | None) -> _Job:
        tree = known.tree if known is not None and self._is_of_today(known) else ""
        return _Job(SurveyRequest(repository, self._estate.limits, self._today, tree), key)

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
        match job.request:
            case CheckRequest():
                self._checked(job.request, answer)
            case SurveyRequest():
                self._surveyed(job.request.repository, job.key, answer)
            case ScanRequest():
                self._scanned(job, answer)

    def _checked(self, request: CheckRequest, answer: Answer) -> None:
        """Take the surveys that still hold. The other repositories are surveyed, and all of them if the check itself failed."""
        same = (False,) * len(request.repositories)
        if not answer.failure:
            same = msgspec.msgpack.decode(answer.content, type=tuple[bool, ...])
        for repository, holds in zip(request.repositories, same, strict=True):
            key = self._survey_key(repository)
            survey = self._survey(key)
            if holds:
                self._plan(repository, survey)
            else:
                self._waiting.append(self._survey_job(repository, key, survey))

    def _surveyed(self, repository: Repository, key: str, answer: Answer) -> None:
        if answer.failure:
            self._found[repository.name] = answer
            return
        survey = msgspec.msgpack.decode(answer.content, type=Survey)
        if survey.unchanged:
            known = self._survey(key)
            survey = msgspec.structs.replace(known, commit=survey.commit, evidence=survey.evidence)
        blob = pack(survey)
        self._surveys.put(key, blob)
        self._staged.surveys[key] = blob
        self._plan(repository, survey)

    def _plan(self, repository: Repository, survey: Survey) -> None:
        """Note the root modules of a repository, and what is to be judged."""
        self._found[repository.name] = None
        for root in survey.roots:
            self._roots += 1
            key = self._task_key(repository, root)
            if key in self._before or key in self._spool or key in self._scheduled:
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
        self._spool.put(job.key, blob)
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
        counts = _Counts()
        name = snapshot.identity(counts.counted(self._tasks()))
        timings = [
            (task.task, *self._timings[task.key])
            for task in (self._tasks() if self._timings else ())
            if task.root and task.key in self._timings
        ]
        files = snapshot.write(self._store, name, self._tasks, self._spool, previous, timings, started)
        run = Run(
            schema_version=SCHEMA_VERSION,
            riveter=__version__,
            snapshot=name,
            started=started,
            finished=_now(),
            tables=files,
            counts=counts.all(),
            state=self._store.put_state(self._kept_surveys()),
        )
        self._store.add_run(run)
        self._store.remove(self._files)
        if previous is not None and previous.state != run.state:
            self._store.remove([previous.state])
        return Outcome(run, self._computed, counts.reused)

    def _kept_surveys(self) -> Iterator[tuple[str, bytes]]:
        keys = (self._survey_key(each) for each in self._estate.repositories if self._found[each.name] is None)
        return ((key, self._surveys.blob(key)) for key in keys)

    def _tasks(self) -> Iterator[Task]:
        """Yield all tasks in their order. Each time they are made anew, so that memory does not grow with their number."""
        # No name ends with a slash or has two, so that this is the order of all tasks.
        for repository in sorted(self._estate.repositories, key=lambda each: f"{each.name}//"):
            failed = self._found[repository.name]
            if failed is not None:
                yield _repository_task(repository, failed)
                continue
            survey = self._survey(self._survey_key(repository))
            yield _repository_task(repository, survey)
            names = _root_names(survey)
            for name, root in sorted(zip(names, survey.roots, strict=True), key=lambda pair: pair[0]):
                yield self._root_task(repository, survey, root, name)

    def _root_task(self, repository: Repository, survey: Survey, root: Root, name: str) -> Task:
        key = self._task_key(repository, root)
        task = Task(
            task=f"{repository.name}//{name}",
            repository=repository.name,
            root=name,
            kind=repository.kind,
            owner=repository.owner or root.owner,
            commit=survey.commit,
            key=key,
        )
        known = self._before.find(key, task.task)
        if known is not None:
            return msgspec.structs.replace(task, counts=known[1], reused=known[0])
        if key in self._spool:
            return msgspec.structs.replace(task, counts=unpack(self._spool.blob(key), _Counted).counts)
        answer = self._failures[key]
        return msgspec.structs.replace(task, status="failed", failure=answer.failure, detail=answer.detail)


def _root_names(survey: Survey) -> list[str]:
    """Return the folders of root modules; if several have one (units of Terragrunt), with their own names."""
    often = Counter(root.folder for root in survey.roots)
    return [root.folder if often[root.folder] == 1 else f"{root.folder} ({root.name})" for root in survey.roots]


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


class _Counts:
    """The numbers of an estate, counted while its tasks go by."""

    def __init__(self) -> None:
        self._numbers = dict.fromkeys(("repositories", "root_modules", "failed_tasks", *COUNTS), 0)
        self.reused = 0

    def counted(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield the tasks again."""
        numbers = self._numbers
        for task in tasks:
            numbers["root_modules" if task.root else "repositories"] += 1
            numbers["failed_tasks"] += task.status != "done"
            for name, value in zip(COUNTS, task.counts, strict=True):
                numbers[name] += value
            self.reused += bool(task.reused)
            yield task

    def all(self) -> dict[str, int]:
        """Return the numbers by name."""
        return self._numbers


def _key(*facts: Any) -> str:
    return blake2b(msgspec.msgpack.encode(facts), digest_size=20).hexdigest()


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
