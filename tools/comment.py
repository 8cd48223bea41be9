"""Post the report of the action as a comment of the pull request, or update the comment that the same step posted before.

Run by `action.yml`: `comment.py REPORT NUMBER`, where NUMBER is how many findings need attention. A comment is posted if there are any, and
updated in any case. It never fails: the job summary has the same report.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

AUTHOR = "github-actions[bot]"
MAX_BODY, MAX_ANSWER, MAX_PAGES, PAGE = 65_000, 1 << 24, 30, 100


class GitHub:
    """The comments of one pull request."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.api = environment["GITHUB_API_URL"].rstrip("/")
        self.repository = environment["GITHUB_REPOSITORY"]
        self.number = environment["RIVETER_PULL_REQUEST"]
        self.token = environment["RIVETER_TOKEN"]
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", self.repository) or not re.fullmatch(r"[0-9]+", self.number):
            raise ValueError("this is no pull request")

    def call(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """Return the answer to a request."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api}/repos/{self.repository}/{path}", data, method=method)
        request.add_header("Accept", "application/vnd.github+json")
        request.add_header("Content-Type", "application/json")
        # The token is not for another host that a redirect leads to.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.loads(response.read(MAX_ANSWER))

    def comments(self) -> Iterator[dict[str, Any]]:
        """Yield the comments, the oldest first."""
        for page in range(1, MAX_PAGES + 1):
            found = self.call("GET", f"issues/{self.number}/comments?per_page={PAGE}&page={page}")
            yield from found
            if len(found) < PAGE:
                return

    def write(self, marker: str, report: str, *, create: bool) -> str:
        """Update the comment with a marker, or post it. Return what was done."""
        body = {"body": f"{marker}\n{report}"}
        for comment in self.comments():
            # Anyone can write a comment with this marker: only the workflow's own is changed.
            if comment["user"]["login"] == AUTHOR and comment["body"].startswith(marker):
                self.call("PATCH", f"issues/comments/{int(comment['id'])}", body)
                return "updated"
        if not create:
            return "not needed"
        self.call("POST", f"issues/{self.number}/comments", body)
        return "posted"


def marker(environment: dict[str, str]) -> str:
    """Return the invisible first line that tells the comments of several steps apart."""
    names = ("GITHUB_WORKFLOW", "GITHUB_JOB", "GITHUB_ACTION", "RIVETER_STEP")
    step = "\0".join(environment.get(name, "") for name in names)
    return f"<!-- riveter {hashlib.sha256(step.encode()).hexdigest()[:16]} -->"


def main(report: str, attention: str) -> None:
    """Write the comment, and print what was done as a command of the runner."""
    environment = dict(os.environ)
    try:
        text = Path(report).read_text("utf-8")[:MAX_BODY]
        done = GitHub(environment).write(marker(environment), text, create=int(attention) > 0)
    except urllib.error.HTTPError as error:
        if error.code in (401, 403, 404):
            hint = "The job needs the permission pull-requests: write. The job summary has the report."
            print(f"::notice title=riveter::The token may not comment ({error.code}). {hint}")
        else:
            print(f"::warning title=riveter::The comment could not be written (status {error.code}).")
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"::warning title=riveter::The comment could not be written ({type(error).__name__}).")
    else:
        print(f"Comment: {done}")


if __name__ == "__main__":
    main(*sys.argv[1:])
