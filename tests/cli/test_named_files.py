"""Files that are named one by one: what they have a part in is reported, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from riveter.cli.app import application
from riveter.scan import named_files

RULES = """- id: rotates
  name: Keys rotate
  resource_type: aws_kms_key
  assertions:
    - {key: enable_key_rotation, operator: is_true}
"""
KEY = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = %s\n}\n'
VARIABLE = 'variable "rotate" {\n  default = %s\n}\n'


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(top: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text)


def scan(*paths: str) -> tuple[int, list[str], list[str]]:
    """The exit code, the failing addresses with their environments, and the summaries of diagnostics."""
    words = ("scan", "-r", "rules.yml", "-f", "json", "--no-cache", "--", *paths)
    done = CliRunner().invoke(application, words, standalone_mode=False)
    report = json.loads(done.stdout)
    failing = [
        ":".join((finding["resource"]["address"], *finding["environments"]))
        for finding in report["findings"]
        if finding["outcome"] == "fail"
    ]
    return done.return_value, failing, [item["summary"] for item in report["diagnostics"]]


LOCAL = {
    "main.tf": KEY % ("k", "local.rotate"),
    "locals.tf": "locals {\n  rotate = var.rotate\n}\n",
    "variables.tf": VARIABLE % "false",
}
MODULE = {
    "main.tf": 'module "m" {\n  source = "./m"\n  rotate = false\n}\n',
    "m/main.tf": KEY % ("k", "var.rotate"),
    "m/variables.tf": VARIABLE % "true",
}

JSON_KEY = json.dumps({"resource": {"aws_kms_key": {"k": {"enable_key_rotation": "${var.rotate}"}}}})


@pytest.mark.parametrize(
    ("files", "named", "failing"),
    [
        pytest.param(LOCAL, ["variables.tf"], ["aws_kms_key.k"], id="a default"),
        pytest.param(LOCAL, ["locals.tf"], ["aws_kms_key.k"], id="a local"),
        pytest.param(LOCAL, ["main.tf"], ["aws_kms_key.k"], id="the resource"),
        pytest.param(
            {**LOCAL, "other.tf": KEY % ("other", "false")}, ["variables.tf"], ["aws_kms_key.k"], id="not what is beside it"
        ),
        pytest.param(MODULE, ["m/main.tf"], ["module.m.aws_kms_key.k"], id="a file of a module"),
        pytest.param(MODULE, ["main.tf"], ["module.m.aws_kms_key.k"], id="the call"),
        pytest.param(
            {f"envs/prod/{name}": text.replace('"./m"', '"../../m"') for name, text in {"main.tf": MODULE["main.tf"]}.items()}
            | {name: MODULE[name] for name in ("m/main.tf", "m/variables.tf")},
            ["m/main.tf"],
            ["module.m.aws_kms_key.k"],
            id="a module far from its caller",
        ),
        pytest.param(
            {
                "main.tf": MODULE["main.tf"],
                "m/main.tf": 'variable "rotate" {}\nmodule "n" {\n  source = "../n"\n  rotate = var.rotate\n}\n',
                "n/main.tf": KEY % ("k", "var.rotate"),
                "n/variables.tf": VARIABLE % "true",
            },
            ["n/main.tf"],
            ["module.m.module.n.aws_kms_key.k"],
            id="a module of a module",
        ),
        pytest.param(
            {"main.tf": KEY % ("k", "var.rotate"), "variables.tf": VARIABLE % "true", "terraform.tfvars": "rotate = false\n"},
            ["terraform.tfvars"],
            ["aws_kms_key.k"],
            id="values that Terraform reads",
        ),
        pytest.param(
            {"m/main.tf": KEY % ("k", "var.rotate"), "m/variables.tf": VARIABLE % "false"},
            ["m/main.tf"],
            ["aws_kms_key.k"],
            id="a module that nothing calls",
        ),
        pytest.param(
            {"main.tf.json": JSON_KEY, "v.tf.json": json.dumps({"variable": {"rotate": {"default": False}}})},
            ["v.tf.json"],
            ["aws_kms_key.k"],
            id="JSON",
        ),
    ],
)  # fmt: skip
def test_findings_by_influence(top: Path, files: dict[str, str], named: list[str], failing: list[str]) -> None:
    write(top, files)
    code, found, _ = scan(*named)
    assert found == failing
    assert code == (1 if failing else 0)


ENVIRONMENTS = {
    "main.tf": KEY % ("k", "var.rotate") + KEY % ("other", "false"),
    "variables.tf": 'variable "rotate" {}\n',
    "env/dev.tfvars": "rotate = false\n",
    "env/prod.tfvars": "rotate = true\n",
    "riveter.yml": "environments:\n  dev: {var_files: [env/dev.tfvars]}\n  prod: {var_files: [env/prod.tfvars]}\n",
}


@pytest.mark.parametrize(
    ("named", "failing"),
    [
        (["env/dev.tfvars"], ["aws_kms_key.k:dev"]),
        (["env/prod.tfvars"], []),
        (["env/dev.tfvars", "env/prod.tfvars"], ["aws_kms_key.k:dev"]),
    ],
)
def test_values_that_the_config_names(top: Path, named: list[str], failing: list[str]) -> None:
    write(top, ENVIRONMENTS)
    code, found, said = scan(*named)
    assert found == failing
    assert code == (1 if failing else 0)
    assert said == []


def test_values_for_all_environments(top: Path) -> None:
    write(top, {**ENVIRONMENTS, "riveter.yml": "var_files: env/dev.tfvars\n"})
    assert scan("env/dev.tfvars")[:2] == (1, ["aws_kms_key.k"])


NOT_USED, JUDGED = "The values in this file are not used", "These values are judged as an environment of their own"
BY_VARIABLE = KEY % ("k", "var.rotate") + VARIABLE % "true"


def test_values_that_no_root_module_takes_are_a_warning(top: Path) -> None:
    write(top, {"main.tf": KEY % ("k", "true"), "elsewhere/x.tfvars": "rotate = false\n"})
    code, found, said = scan("elsewhere/x.tfvars")
    assert (code, found) == (2, [])
    assert said == [NOT_USED, "Nothing was validated"]
    write(top, {"riveter.yml": "allow_empty: true\n"})
    assert scan("elsewhere/x.tfvars")[0] == 0


@pytest.mark.parametrize(
    ("named", "config", "said"),
    [
        (["m/prod.tfvars"], "", [JUDGED]),
        (["m/prod.tfvars", "m/main.tf"], "", [JUDGED]),
        (["m/terraform.tfvars"], "", []),
        (["m/x.auto.tfvars"], "", []),
        (["m"], "", []),
        (["m/prod.tfvars"], "environments: {prod: {var_files: m/prod.tfvars}}\n", []),
        (["m/prod.tfvars"], "var_files: m/prod.tfvars\n", []),
    ],
)
def test_values_that_nothing_else_reads_are_judged(top: Path, named: list[str], config: str, said: list[str]) -> None:
    values = {f"m/{name}.tfvars": "rotate = true\n" for name in ("prod", "terraform", "x.auto")}
    write(top, {"m/main.tf": BY_VARIABLE, "riveter.yml": config, **values})
    assert scan(*named)[2] == said
    used = ("scan", "-r", "rules.yml", "--no-cache", "--var-file", "m/prod.tfvars", "--", *named)
    assert JUDGED not in CliRunner().invoke(application, used, standalone_mode=False).output


OTHER = KEY % ("other", "var.other") + VARIABLE.replace("rotate", "other") % "true"
BOTH = 'variable "name" {}\n'


@pytest.mark.parametrize(
    ("files", "named", "failing"),
    [
        pytest.param({"main.tf": BY_VARIABLE, "dev.tfvars": "rotate = false"}, ["dev.tfvars"], ["k"], id="beside"),
        pytest.param({"main.tf": BY_VARIABLE, "env/dev.tfvars": "rotate = false"}, ["env/dev.tfvars"], ["k"], id="below"),
        pytest.param({"main.tf": BY_VARIABLE, "env/dev.tfvars": "rotate = true"}, ["env/dev.tfvars"], [], id="good values"),
        pytest.param(
            {"main.tf": BY_VARIABLE, "env/dev.tfvars.json": '{"rotate": false}'}, ["env/dev.tfvars.json"], ["k"], id="JSON"
        ),
        pytest.param(
            {"main.tf": BY_VARIABLE, "env/dev/terraform.tfvars": "rotate = false"},
            ["env/dev/terraform.tfvars"],
            ["k"],
            id="a name that Terraform reads only in the root module",
        ),
        pytest.param(
            {"a/main.tf": OTHER, "b/main.tf": BY_VARIABLE, "values/b.tfvars": "rotate = false"},
            ["values/b.tfvars"],
            ["k"],
            id="elsewhere, by its variables",
        ),
        pytest.param(
            {"a/main.tf": BY_VARIABLE, "b/main.tf": BY_VARIABLE, "values/dev.tfvars": "rotate = false"},
            ["values/dev.tfvars"],
            ["k", "k"],
            id="several root modules",
        ),
        pytest.param(
            {"main.tf": BY_VARIABLE, "infra/main.tf": KEY % ("in", "var.rotate") + VARIABLE % "true" + BOTH}
            | {"env/dev.tfvars": 'rotate = false\nname = "dev"'},
            ["env/dev.tfvars"],
            ["in"],
            id="one with all variables rather than the nearest with some",
        ),
        pytest.param(
            {"main.tf": BY_VARIABLE, "env/dev.tfvars": 'rotate = false\nunknown = "x"'},
            ["env/dev.tfvars"],
            ["k"],
            id="a variable that nothing declares",
        ),
        pytest.param(
            {"a/main.tf": BY_VARIABLE, "values/dev.tfvars": 'rotate = false\nunknown = "x"'},
            ["values/dev.tfvars"],
            ["k"],
            id="elsewhere, most of its variables",
        ),
        pytest.param(
            {
                "main.tf": 'variable "rotate" {}\nmodule "m" {\n  source = "./m"\n  rotate = var.rotate\n}\n',
                "m/main.tf": BY_VARIABLE,
                "env/dev.tfvars": "rotate = false",
            },
            ["env/dev.tfvars"],
            ["module.m.k"],
            id="a resource of a module",
        ),
        pytest.param(
            {
                "main.tf": 'module "m" {\n  source = "./m"\n  rotate = true\n}\n',
                "m/main.tf": BY_VARIABLE,
                "m/terraform.tfvars": "rotate = false",
            },
            ["main.tf", "m/terraform.tfvars"],
            ["k"],
            id="values beside a module that is called",
        ),
    ],
)  # fmt: skip
def test_values_are_judged_with_the_root_modules_that_they_can_belong_to(
    top: Path, files: dict[str, str], named: list[str], failing: list[str]
) -> None:
    write(top, files)
    code, found, said = scan(*named)
    assert [item.replace("aws_kms_key.", "").partition(":")[0] for item in found] == failing
    assert code == (1 if failing else 0)
    assert (JUDGED in said) == (named[-1] != "m/terraform.tfvars")


def test_each_file_of_values_is_an_environment(top: Path) -> None:
    write(top, {"main.tf": BY_VARIABLE + KEY % ("always", "false")})
    write(top, {"env/dev.tfvars": "rotate = false\n", "env/prod.tfvars": "rotate = true\n"})
    assert scan("env/dev.tfvars", "env/prod.tfvars")[:2] == (1, ["aws_kms_key.k:env/dev.tfvars"])
    write(top, {"riveter.yml": "environments: {prod: {var_files: [env/prod.tfvars]}}\n"})
    found = scan("env/dev.tfvars", "main.tf")[1]
    assert found == ["aws_kms_key.k:env/dev.tfvars", "aws_kms_key.always:prod:env/dev.tfvars"]


def test_too_many_such_files_are_an_error(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_files, "MOST_FILES", 1)
    write(top, {"main.tf": BY_VARIABLE, "env/dev.tfvars": "rotate = false\n", "env/prod.tfvars": "rotate = false\n"})
    code, found, said = scan("env/dev.tfvars", "env/prod.tfvars")
    assert (code, found) == (2, ["aws_kms_key.k:env/dev.tfvars"])
    assert "2 files of values that nothing reads were named" in said


def test_the_environment_of_such_a_file_is_not_known(top: Path) -> None:
    rule = RULES.replace(
        "  assertions", "  filters: [{key: __environment__, operator: equals, value: prod}]\n  assertions"
    )
    write(top, {"main.tf": BY_VARIABLE, "env/dev.tfvars": "rotate = false\n", "rules.yml": rule})
    assert scan("env/dev.tfvars")[:2] == (0, [])
    write(top, {"riveter.yml": "environments: {prod: {variables: {rotate: true}}}\n"})
    words = ("scan", "-r", "rules.yml", "-f", "json", "--no-cache", "--", "env/dev.tfvars")
    report = json.loads(CliRunner().invoke(application, words, standalone_mode=False).stdout)
    assert [item["outcome"] for item in report["findings"]] == ["unknown"]


def test_no_proof_presumes_an_environment_that_is_not_known(top: Path) -> None:
    rule = RULES.replace(
        "    - {key: enable_key_rotation, operator: is_true}\n",
        "    - any:\n        - {key: enable_key_rotation, operator: is_true}\n"
        "        - {key: __environment__, operator: not_equals, value: prod}\n",
    )
    variables = "".join(
        f'variable "{name}" {{\n  type     = bool\n  nullable = false\n}}\n' for name in ("rotate", "on")
    )
    main = variables + KEY % ("k", "var.on && var.rotate")
    write(top, {"main.tf": main, "env/dev.tfvars": "on = true\n", "rules.yml": rule})
    write(top, {"riveter.yml": "environments: {prod: {variables: {rotate: true}}}\n"})
    words = ("scan", "--prove", "-r", "rules.yml", "-f", "json", "--no-cache", "--", "env/dev.tfvars")
    report = json.loads(CliRunner().invoke(application, words, standalone_mode=False).stdout)
    (finding,) = report["findings"]
    assert (finding["outcome"], finding.get("proof")) == ("unknown", None)


def test_a_file_of_values_beside_other_files(top: Path) -> None:
    write(top, {"main.tf": BY_VARIABLE + KEY % ("always", "false"), "env/dev.tfvars": "rotate = false\n"})
    code, found, _ = scan("env/dev.tfvars", "main.tf")
    assert (code, found) == (1, ["aws_kms_key.k:env/dev.tfvars", "aws_kms_key.always:default:env/dev.tfvars"])
    words = ("scan", "-r", "rules.yml", "--no-cache", "--", "env/dev.tfvars", "main.tf")
    text = CliRunner().invoke(application, words, standalone_mode=False).stdout
    assert "fails only in env/dev.tfvars" in text


@pytest.mark.parametrize("text", ["rotate = = 1", '{"rotate": ', "\udcff".encode("utf-8", "surrogateescape")])
@pytest.mark.parametrize("root", ["main.tf", "a/main.tf"])
def test_values_that_cannot_be_read_are_an_error(top: Path, text: str | bytes, root: str) -> None:
    write(top, {root: BY_VARIABLE, "env/x": ""})
    name = "env/dev.tfvars.json" if str(text).startswith("{") else "env/dev.tfvars"
    (top / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert scan(name)[0] == 2


def test_values_are_not_read_through_a_link_out_of_the_repository(
    top: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.tfvars"
    outside.write_text("rotate = false\n")
    write(top, {"main.tf": BY_VARIABLE})
    (top / "dev.tfvars").symlink_to(outside)
    code, found, _ = scan("dev.tfvars")
    assert (code, found) == (2, [])


def test_excluded_root_modules_do_not_take_values(top: Path) -> None:
    write(top, {"a/main.tf": BY_VARIABLE, "values/x.tfvars": "rotate = false\n", "riveter.yml": "exclude_paths: [a]\n"})
    assert NOT_USED in scan("values/x.tfvars")[2]


def test_errors_in_modules_that_are_only_searched_are_not_reported(top: Path) -> None:
    write(top, {**MODULE, "broken/main.tf": "}}}"})
    code, found, said = scan("m/main.tf")
    assert (code, found) == (1, ["module.m.aws_kms_key.k"])
    assert said == []
