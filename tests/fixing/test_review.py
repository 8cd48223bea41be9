"""`riveter fix -f github-review`: suggestions for a pull request, in the format of GitHub's interface."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from tests.fixing.conftest import KEY_RULE, Repository
from tests.fixing.test_fix_command import BUCKET_RULE, SECRET, SECRET_RULE

Make = Callable[..., Repository]
OFF = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
ON = OFF.replace("false", "true")
BUCKET = 'resource "aws_s3_bucket" "%s" {\n  bucket = "a"\n}\n'
REMOVE = """
- id: no-password
  resource_type: aws_db_instance
  assertions: {key: copy_tags_to_snapshot, operator: not_exists}
  fix: {remove: copy_tags_to_snapshot}
"""
SIDE = {"enum": ["LEFT", "RIGHT"]}
REQUEST: dict[str, Any] = {
    # POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews
    "type": "object",
    "additionalProperties": False,
    "required": ["commit_id", "body", "event", "comments"],  # `body` is required for COMMENT
    "properties": {
        "commit_id": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
        "body": {"type": "string", "minLength": 1, "maxLength": 65536},
        "event": {"enum": ["APPROVE", "REQUEST_CHANGES", "COMMENT"]},
        "comments": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "body", "line"],
                "dependentRequired": {"start_line": ["start_side"], "start_side": ["start_line"]},
                "properties": {
                    "path": {"type": "string"},
                    "body": {"type": "string", "maxLength": 65536},
                    "line": {"type": "integer", "minimum": 1},
                    "side": SIDE,
                    "start_line": {"type": "integer", "minimum": 1},
                    "start_side": SIDE,
                },
            },
        },
    },
}
SUGGESTION = re.compile(r"^(`{3,})suggestion\n(.*?)^\1$", re.DOTALL | re.MULTILINE)


class Pull:
    """A pull request: a base, a change of it, and a review of the change."""

    def __init__(self, made: Repository, base: dict[str, str], change: dict[str, str | None]) -> None:
        self.made = made
        made.write({"README": "x\n", **base})
        made.git("branch", "-f", "base")
        for name, text in change.items():
            if text is None:
                made.git("rm", "-q", name)
        made.write({name: text for name, text in change.items() if text is not None})

    def review(self, *words: str) -> dict[str, Any]:
        """Return the review. It must be as GitHub wants it."""
        done = self.made.fix("--diff", "base", "-f", "github-review", "-q", *words)
        assert done.code in (0, 1), done.err
        found: dict[str, Any] = json.loads(done.out)
        jsonschema.validate(found, REQUEST)
        shown = self.shown()
        for comment in found["comments"]:
            lines = {*range(comment.get("start_line", comment["line"]), comment["line"] + 1)}
            assert lines <= shown[comment["path"]]
            assert comment["side"] == comment.get("start_side", "RIGHT") == "RIGHT"
        return found

    def shown(self) -> dict[str, set[int]]:
        """Return the lines on the right side of the pull request, by file; told by git to people, not to programs."""
        found: dict[str, set[int]] = {}
        name, at = "", 0
        for line in self.made.git("-c", "core.quotePath=false", "diff", "base...HEAD").splitlines():
            if line.startswith("+++ b/"):
                name = line.removeprefix("+++ b/")
            elif line.startswith("@@"):
                at = int(re.findall(r"\+(\d+)", line)[0])
            elif name and line[:1] in ("+", " "):
                found.setdefault(name, set()).add(at)
                at += 1
        return found

    def accept(self, review: dict[str, Any]) -> None:
        """Commit all suggestions, as the button of GitHub does, and apply the patches of the body."""
        patches = re.findall(r"^(`{3,})diff\n(.*?)^\1$", review["body"], re.DOTALL | re.MULTILINE)
        for comment in sorted(review["comments"], key=lambda each: (each["path"], -int(each["line"]))):
            path = self.made.folder / comment["path"]
            lines = path.read_bytes().decode().split("\n")
            found = SUGGESTION.findall(comment["body"])
            assert len(found) == 1
            new = found[0][1].split("\n")[:-1]
            lines[comment.get("start_line", comment["line"]) - 1 : comment["line"]] = new
            path.write_bytes("\n".join(lines).encode())
        for _, text in patches:
            self.made.git("apply", stdin=text)

    def check(self) -> dict[str, Any]:
        """Return the review. Accepting it must be the same as writing the fixes."""
        found = self.review()
        self.accept(found)
        accepted = self.made.git("diff")
        self.made.git("checkout", "-q", ".")
        self.made.fix("--diff", "base", "--write")
        assert accepted == self.made.git("diff")
        assert accepted
        return found


def test_a_changed_line_is_suggested(repository: Make) -> None:
    found = Pull(repository({}), {}, {"main.tf": "# one\n" + OFF % "a"}).check()
    (comment,) = found["comments"]
    assert (comment["path"], comment["line"], "start_line" in comment) == ("main.tf", 3, False)
    assert "- Fix for `rotation` on `aws_kms_key.a`: " in comment["body"]
    assert "```suggestion\n  enable_key_rotation = true\n```" in comment["body"]


def test_only_new_findings_are_fixed(repository: Make) -> None:
    found = Pull(repository({}), {"old.tf": OFF % "old"}, {"new.tf": OFF % "new"}).check()
    assert [comment["path"] for comment in found["comments"]] == ["new.tf"]
    assert "old" not in json.dumps(found)


def test_lines_that_the_pull_request_does_not_show_are_a_patch(repository: Make) -> None:
    filler = "# x\n" * 20
    uses = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
    base = {"main.tf": 'variable "rotate" {\n  default = false\n}\n' + filler}
    found = Pull(repository({}), base, {"main.tf": base["main.tf"] + uses}).check()
    assert found["comments"] == []
    assert "the pull request does not show these lines" in found["body"]
    assert "+  default = true" in found["body"]


def test_several_fixes_in_one_file(repository: Make) -> None:
    text = "".join(OFF % name + "# x\n" * 12 for name in "abc") + (BUCKET % "d")
    found = Pull(repository({}, KEY_RULE + BUCKET_RULE), {}, {"main.tf": text}).check()
    assert [comment["line"] for comment in found["comments"]] == [2, 17, 32, 48]


def test_a_companion_is_added_after_a_line_that_is_shown(repository: Make) -> None:
    base = {"main.tf": BUCKET % "old"}
    found = Pull(repository({}, BUCKET_RULE), base, {"main.tf": base["main.tf"] + "\n" + BUCKET % "new"}).check()
    (comment,) = found["comments"]
    assert (comment["line"], "start_line" in comment) == (7, False)
    assert comment["body"].count('resource "aws_s3_bucket_public_access_block" "new" {') == 1


@pytest.mark.parametrize("rest", ["", "  username = `x`\n", "  # ````\n"])
def test_lines_are_removed(repository: Make, rest: str) -> None:
    text = 'resource "aws_db_instance" "a" {\n' + rest.replace("username = `x`", 'username = upper("`x`")')
    text += "  copy_tags_to_snapshot = true\n}\n"
    found = Pull(repository({}, REMOVE), {}, {"main.tf": text}).check()
    (comment,) = found["comments"]
    assert "copy_tags" not in comment["body"]
    assert SUGGESTION.findall(comment["body"])[0][1]


def test_a_suggestion_has_several_lines_and_a_longer_fence(repository: Make) -> None:
    text = 'resource "aws_kms_key" "a" {\n  description = "`````"\n  enable_key_rotation = false\n}\n'
    found = Pull(repository({}), {}, {"main.tf": text}).check()
    (comment,) = found["comments"]
    assert (comment["start_line"], comment["line"]) == (2, 3)
    assert "\n``````suggestion\n" in comment["body"]
    assert comment["body"].endswith("\n``````")


CONFIG = "rules: [rules/r.yml]\nenvironments:\n  dev: {var_files: [dev.tfvars]}\n  prod: {var_files: [prod.tfvars]}\n"
USES = 'variable "rotate" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
VALUES = {"dev.tfvars": "rotate = false\n", "prod.tfvars": "rotate = false\n"}


def test_the_parts_of_a_fix_name_each_other(repository: Make) -> None:
    found = Pull(repository({}), {"riveter.yml": CONFIG}, {"main.tf": USES, **VALUES}).check()
    assert [comment["path"] for comment in found["comments"]] == ["dev.tfvars", "prod.tfvars"]
    assert "Commit it together with the other parts: `prod.tfvars:1`." in found["comments"][0]["body"]


def test_a_fix_with_a_part_that_is_not_shown_is_a_patch_as_a_whole(repository: Make) -> None:
    base = {"riveter.yml": CONFIG, "prod.tfvars": VALUES["prod.tfvars"]}
    found = Pull(repository({}), base, {"main.tf": USES, "dev.tfvars": VALUES["dev.tfvars"]}).check()
    assert found["comments"] == []
    assert found["body"].count("+rotate = true") == 2


def test_a_renamed_file_shows_its_changed_lines_only(repository: Make) -> None:
    text = OFF % "a" + "# x\n" * 20 + OFF % "b"
    pull = Pull(repository({}), {"old.tf": text.replace("false", "true")}, {"old.tf": None, "new.tf": text})
    found = pull.check()
    assert [(comment["path"], comment["line"]) for comment in found["comments"]] == [("new.tf", 2), ("new.tf", 25)]


def test_the_base_may_have_gone_on(repository: Make) -> None:
    """GitHub compares with the commit where the branch left the base."""
    made = repository({})
    lines = "".join(f"# {number}\n" for number in range(30))
    pull = Pull(made, {"main.tf": lines + "locals {\n  x = 1\n}\n"}, {"main.tf": lines + OFF % "a"})
    change = made.git("rev-parse", "HEAD").strip()
    made.git("checkout", "-q", "base")
    made.write({"main.tf": lines.replace("# 1\n", "# one\n") + "locals {\n  x = 1\n}\n"})
    made.git("branch", "-f", "later")
    made.git("checkout", "-q", change)
    made.git("branch", "-f", "base", "later")
    found = pull.check()
    assert [comment["line"] for comment in found["comments"]] == [32]


def test_what_is_checked_out_may_be_the_merge(repository: Make) -> None:
    """The lines are counted in the last commit of the branch. A file that the merge changes can't have suggestions."""
    made = repository({})
    other = "# x\n" * 10
    Pull(made, {"main.tf": other, "same.tf": ""}, {"main.tf": other + OFF % "a", "same.tf": OFF % "b"})
    change = made.git("rev-parse", "HEAD").strip()
    made.git("checkout", "-q", "base")
    made.write({"main.tf": "# first\n" + other})
    made.git("branch", "later")
    made.git("-c", "user.name=a", "-c", "user.email=a@example.com", "merge", "-q", "-m", "x", change)
    done = made.fix("--diff", "later", "-f", "github-review", "--head", change)
    found = json.loads(done.out)
    assert found["commit_id"] == change
    assert [comment["path"] for comment in found["comments"]] == ["same.tf"]
    assert "not the one of the last commit" in found["body"]
    assert "diff --git a/main.tf" in found["body"]


@pytest.mark.parametrize(
    ("text", "words"),
    [((OFF % "a").replace("\n", "\r\n"), "Windows line ends"), ("\ufeff" + OFF.lstrip() % "a", "")],
)
def test_what_a_suggestion_may_change_by_itself_is_a_patch(repository: Make, text: str, words: str) -> None:
    found = Pull(repository({}), {}, {"main.tf": text}).review()
    assert (found["comments"] == []) is bool(words)
    assert words in found["body"]


def test_a_last_line_without_an_end_stays_like_that(repository: Make) -> None:
    Pull(repository({}), {}, {"main.tf": (OFF % "a").rstrip("\n")}).check()


def test_no_secret_is_shown(repository: Make) -> None:
    text = SECRET % ("", '  password            = "hunter2-hunter2"\n')
    made = repository({}, SECRET_RULE)
    found = Pull(made, {}, {"main.tf": text}).review()
    assert "hunter2" not in json.dumps(found)
    # the line beside the secret can be replaced without showing it, which a patch can't
    assert [comment["line"] for comment in found["comments"]] == [2]


def test_a_fix_of_a_line_with_a_secret_is_not_shown(repository: Make) -> None:
    text = 'resource "aws_db_instance" "a" {\n  deletion_protection = false # %s\n  password = "%s"\n}\n'
    made = repository({}, SECRET_RULE)
    found = Pull(made, {}, {"main.tf": text % (("hunter2-hunter2",) * 2)}).review()
    assert "hunter2" not in json.dumps(found)
    assert found["comments"] == []
    assert "Not shown because of secrets: 1 file" in found["body"]


def test_the_text_of_the_input_is_no_markup(repository: Make) -> None:
    rules = KEY_RULE.replace("- id: rotation", "- id: rotation\n  name: '<b>@everyone [x](https://example.com)'")
    found = Pull(repository({}, rules), {}, {"main.tf": OFF % "a"}).review()
    text = found["comments"][0]["body"]
    assert "<b>" not in text
    assert "@everyone" not in text
    assert "[x](" not in text


def test_too_many_suggestions_are_a_patch(repository: Make) -> None:
    files = {f"f{number:02}.tf": OFF % f"k{number}" for number in range(53)}
    found = Pull(repository({}), {}, dict(files)).check()
    assert len(found["comments"]) == 50
    assert "a review has 50 suggestions at most" in found["body"]


def test_nothing_to_fix_has_no_comments(repository: Make) -> None:
    found = Pull(repository({}), {}, {"main.tf": ON % "a"}).review()
    assert found["comments"] == []


def test_a_job_summary_has_all_fixes(repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = repository({})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(made.folder.parent / "summary.md"))
    Pull(made, {}, {"main.tf": OFF % "a"}).review()
    text = (made.folder.parent / "summary.md").read_text()
    assert text.startswith("## riveter: fixes for 1 finding\n")
    (patch,) = re.findall(r"^```diff\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    made.git("apply", stdin=patch)
    assert made.text("main.tf") == ON % "a"


@pytest.mark.parametrize(
    "words",
    [
        ("-f", "github-review"), ("-f", "github-review", "--diff", "base", "--write"), ("-o", "x", "--write"),
        ("--head", "HEAD"), ("--untrusted",), ("--pre-commit", "--diff", "base"),
    ],
)  # fmt: skip
def test_options_that_contradict_each_other(repository: Make, words: tuple[str, ...]) -> None:
    assert repository({"main.tf": OFF % "a"}).fix(*words).code == 2


def test_the_settings_of_the_base_count_for_a_stranger(repository: Make) -> None:
    pull = Pull(repository({}), {}, {"main.tf": OFF % "a", "rules/r.yml": "[]\n", "riveter.yml": "exclude: ['*']\n"})
    assert pull.made.fix("--diff", "base").out == ""
    assert "+  enable_key_rotation = true" in pull.made.fix("--diff", "base", "--untrusted").out


def test_the_patch_is_written_to_a_file(repository: Make) -> None:
    made = repository({"main.tf": OFF % "a"})
    done = made.fix("-o", "fixes.patch")
    assert (done.code, done.out) == (0, "")
    made.git("apply", "fixes.patch")
    assert made.text("main.tf") == ON % "a"


def test_the_exit_code_is_about_changes(repository: Make) -> None:
    made = repository({"main.tf": OFF % "a"})
    assert made.fix("--exit-code").code == 1
    assert made.fix("--exit-code", "--write").code == 1
    assert made.fix("--exit-code").code == 0
    made.write({"main.tf": OFF.replace("false", "!var.x") % "a" + 'variable "x" {\n  default = true\n}\n'})
    assert made.fix().code == 1  # the value is computed
    assert made.fix("--exit-code").code == 0
