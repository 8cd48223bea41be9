"""riveter.yml: where it is found, what it may hold and name, and what is said of mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from riveter.config import reader, schema
from riveter.config.globs import FileGlobs, compile_glob
from tests.cli.conftest import Riveter
from tests.config.conftest import RULES, ScanConfig, key

# --- where it is found ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["riveter.yml", "riveter.yaml", ".riveter.yml", ".riveter.yaml"])
def test_the_nearest_config_upwards_to_the_root_of_the_repository(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (repository / name).write_text("rules: rules.yml\n")
    (repository / "infra" / "prod").mkdir(parents=True)
    (repository / "infra" / "prod" / "main.tf").write_text(key("p"))
    monkeypatch.chdir(repository / "infra" / "prod")
    assert "aws_kms_key.p  main.tf:2:25" in riveter("scan").out
    (repository / "infra" / "riveter.yml").write_text("rules: ../rules.yml\nfail_on: critical\n")
    assert riveter("scan").code == 0


def test_the_target_s_config_is_used_where_the_working_directory_has_none(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (repository / "riveter.yml").write_text("rules: rules.yml\nfail_on: critical\n")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    assert riveter("scan", str(repository)).code == 0
    assert riveter("scan", "-t", str(repository / "main.tf")).code == 0
    (elsewhere / "riveter.yml").write_text("packs: aws-security\n")
    assert riveter("scan", str(repository), "-r", str(repository / "rules.yml")).code == 1


def test_a_config_above_the_repository_is_not_read(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "riveter.yml").write_text("rules: rules.yml\n")
    (repository / "inner" / ".git").mkdir(parents=True)
    monkeypatch.chdir(repository / "inner")
    assert riveter("scan").code == 2


def test_without_a_repository_only_the_folder_itself_is_looked_at(
    riveter: Riveter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "riveter.yml").write_text("packs: aws-security\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "main.tf").write_text(key("k", "true"))
    assert riveter("scan", "a").code == 0
    monkeypatch.chdir(tmp_path / "a")
    assert "No packs or rules are named" in riveter("scan").err


def test_an_empty_config_says_nothing(scan: ScanConfig, repository: Path) -> None:
    (repository / "riveter.yml").write_text("# nothing yet\n")
    result = scan(None, "-r", "rules.yml")
    assert (result.code, result.errors) == (1, [])


# --- what it may name -----------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside of the repository with files of every kind."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "rules.yml").write_text(RULES)
    (folder / "secret.yml").write_text("password: [hunter2\n")
    (folder / "pack.yml").write_text("metadata: {name: x}\ninclude: [{file: rules.yml}]\n")
    (folder / "x.tfvars").write_text("password = hunter2 hunter2\n")
    (folder / "known.json").write_text('{"riveter_baseline": 1, "findings": []}')
    return folder


@pytest.mark.parametrize(
    "config",
    [
        "rules: {outside}/secret.yml\n",
        "rules: [rules.yml, {outside}]\n",
        "packs: [{outside}/pack.yml]\n",
        "var_files: {outside}/x.tfvars\n",
        "baseline: {outside}/known.json\n",
        "environments: {{prod: {{var_files: {outside}/x.tfvars}}}}\n",
        "overrides: [{{path: '**', rules: {outside}/secret.yml}}]\n",
        "rules: link.yml\n",
        "rules: folder\n",
        "rules: linked\n",
        "packs: [packs/pack.yml]\n",
        "var_files: link.tfvars\n",
    ],
)
def test_a_config_can_not_name_what_lies_outside_of_its_repository(
    scan: ScanConfig, riveter: Riveter, repository: Path, outside: Path, config: str
) -> None:
    (repository / "link.yml").symlink_to(outside / "secret.yml")
    (repository / "link.tfvars").symlink_to(outside / "x.tfvars")
    (repository / "linked").symlink_to(outside)
    for folder in ("folder", "packs"):
        (repository / folder).mkdir()
        (repository / folder / "rules.yml").symlink_to(outside / "secret.yml")
    (repository / "packs" / "pack.yml").write_text("metadata: {name: x}\ninclude: [{file: rules.yml}]\n")
    for options in ((), ("--config", "riveter.yml")):
        result = scan(config.format(outside=outside), "-r", "rules.yml", *options, rules=False)
        assert result.code == 2
        (error,) = result.errors
        assert error.startswith("riveter.yml:1:")
        assert "outside of the repository" in error or "leads out of the repository" in error
        assert "hunter2" not in json.dumps(result.document)


def test_without_a_repository_a_config_can_only_name_what_is_in_its_folder(
    riveter: Riveter, tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(outside)
    (outside / "main.tf").write_text(key("k"))
    (outside / "riveter.yml").write_text("rules: rules.yml\n")
    assert riveter("scan").code == 1
    (outside / "riveter.yml").write_text(f"rules: {tmp_path}/rules.yml\n")
    assert "is outside of the repository" in riveter("scan").err


def test_links_within_the_repository_are_fine(scan: ScanConfig, repository: Path) -> None:
    (repository / "policies").mkdir()
    (repository / "policies" / "rules.yml").symlink_to(repository / "rules.yml")
    assert scan("rules: policies\n", rules=False).errors == []


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("rules: gone.yml\n", "There is no `gone.yml`"),
        ("rules: [rules.yml, empty]\n", "There are no rule files in empty"),
        ("packs: gone/pack.yml\n", "There is no file `gone/pack.yml`"),
        ("packs: no-such-pack\n", "no-such-pack"),
    ],
)
def test_what_is_not_there_is_an_error(scan: ScanConfig, repository: Path, config: str, words: str) -> None:
    (repository / "empty").mkdir()
    result = scan(config, rules=False)
    assert result.code == 2
    assert any(words in line for line in result.errors)


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ("baselin: x\n", "riveter.yml:2:1 error: Unknown key `baselin` in riveter's config Did you mean `baseline`?"),
        ("fail-on: high\n", "riveter.yml:2:1 error: Unknown key `fail-on` in riveter's config Did you mean `fail_on`?"),
        ("fail_on: hihg\n", "riveter.yml:2:10 error: `fail_on` can't be `hihg` Did you mean `high`?"),
        ("unknown: ignore\n", "riveter.yml:2:10 error: `unknown` can't be `ignore`"),
        ("suppressions: {require_reasons: true}\n", "riveter.yml:2:16 error: Unknown key `require_reasons`"),
        ("variables: {rotate: yes}\n", "riveter.yml:2:21 error: `yes` may mean text or a bool"),
        ("variables: {rotate: }\n", "riveter.yml:2:21 error: `rotate` in `variables` is blank"),
        ("parameters: {strict: [off]}\n", "riveter.yml:2:23 error: `off` may mean text or a bool"),
        ("suppressions: {require_reason: yes}\n", "riveter.yml:2:32 error: `require_reason` must be true or false"),
        ("overrides: {path: x}\n", "riveter.yml:2:12 error: `overrides` must be a list, not a map"),
        ("overrides: [{exclude: x}]\n", "riveter.yml:2:13 error: `path` is missing in an override"),
        ("overrides: [{path: x}]\n", "riveter.yml:2:13 error: The override changes nothing"),
        ("overrides: [{path: '!x', exclude: y}]\n", "riveter.yml:2:20 error: `!x` is not a glob"),
        ("overrides: [{path: '[a', exclude: y}]\n", "riveter.yml:2:20 error: `[a` is not a glob"),
        ("overrides: [{path: x, sevrity: low}]\n", "Did you mean `severity`?"),
        ("assume: {region: x}\n", "riveter.yml:2:10 error: `region` does not name an attribute"),
        ("assume: [a]\n", "riveter.yml:2:9 error: `assume` must be a map, not a list"),
        ("assume: {data.aws_regoin.name: x}\n", "Did you mean `data.aws_region`?"),
        ("assume: {data.aws_region.nmae: x}\n", "Did you mean `name`?"),
        (
            "parameters: {dais: 3}\n",
            "riveter.yml:2:14 error: No rule has a parameter `dais` Did you mean `days`?",
        ),
        ("parameters: {days: many}\n", "riveter.yml:2:14 error: Parameter `days` must be a number, not `many`"),
        ("include: [kms-rotatio]\n", "riveter.yml:2:11 error: `include: kms-rotatio` matches no rule Did you mean"),
        ("exclude: kms-rotatio\n", "riveter.yml:2:10 warning: `exclude: kms-rotatio` matches no rule Did you mean"),
        ("packs: [aws-securty]\n", "riveter.yml:2:9 error: There is no rule pack `aws-securty` Did you mean"),
        (
            "overrides: [{path: nowhere, exclude: kms-rotation}]\n",
            "riveter.yml:2:13 warning: The override applies to no file with resources",
        ),
        ("variables: {nope: 3}\n", "riveter.yml:2:19 warning: No root module has a variable `nope`"),
        ("rules: rules.yml\n", "riveter.yml:2:1 error: Key `rules` is given twice"),
        ("packs: !!python/object:os.system x\n", "is not allowed"),
        ("packs: [a\n", "The YAML can't be read"),
        ("workspace: [a]\n", "`workspace` must be text, not a list"),
        ("baseline: [a]\n", "`baseline` must be text, not a list"),
    ],
)
def test_mistakes_are_told_with_their_place_and_what_was_perhaps_meant(
    scan: ScanConfig, config: str, error: str
) -> None:
    result = scan(config)
    assert any(error in line for line in result.errors), result.errors
    assert result.code == (2 if any(" error:" in line for line in result.errors) else 1)


def test_a_config_that_is_far_too_large_or_deep_is_refused(riveter: Riveter, repository: Path) -> None:
    for text in ("# " + "x" * 1024 * 1024, "a: " + "[" * 5000, "a: &a [b]\nb: &b [*a, *a]\n" * 2):
        (repository / "riveter.yml").write_text(text)
        done = riveter("scan", "-r", "rules.yml")
        assert done.code == 2
        assert "riveter.yml" in done.err
        assert "internal error" not in done.err


# --- the command line wins ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "options", "code"),
    [
        ("fail_on: never\n", ("--fail-on", "low"), 1),
        ("severity: critical\n", ("--severity", "low"), 1),
        ("exclude: kms-rotation\n", ("--exclude", "kms-window"), 1),
        ("include: kms-window\n", ("--include", "kms-rotation"), 1),
        ("parameters: {days: 30}\nexclude: kms-rotation\n", (), 1),
        ("parameters: {days: 30}\nexclude: kms-rotation\n", ("--param", "days=5"), 0),
        ("unknown: fail\n", ("--unknown", "warn", "--exclude", "kms-rotation"), 0),
        ("overrides: [{path: '**', exclude: kms-rotation}]\n", ("--exclude", "kms-window"), 1),
        ("overrides: [{path: '**', severity: critical}]\n", ("--severity", "low"), 1),
        ("overrides: [{path: '**', include: kms-window}]\n", ("--include", "kms-*"), 1),
        ("overrides: [{path: '**', parameters: {days: 30}, exclude: kms-rotation}]\n", ("--param", "days=5"), 0),
        (
            "overrides: [{path: '**', packs: aws-security, include: s3-*}]\n",
            ("-r", "rules.yml", "--include", "kms-*"),
            1,
        ),
    ],
)
def test_the_command_line_wins(scan: ScanConfig, config: str, options: tuple[str, ...], code: int) -> None:
    assert scan(config, *options).code == code


# --- overrides ------------------------------------------------------------------------------------


@pytest.fixture
def modules(repository: Path) -> Path:
    """Two folders with a key each, besides the one at the root."""
    for folder in ("legacy", "legacy/inner", "new"):
        (repository / folder).mkdir()
        (repository / folder / "main.tf").write_text(key(folder.replace("/", "_"), days="20"))
    return repository


def findings(scan: ScanConfig, config: str, *options: str) -> dict[str, str]:
    """Outcomes by rule and name of the key."""
    return {name.replace("aws_kms_key.", ""): outcome for name, outcome in scan(config, *options).outcomes.items()}


def test_exclusions_for_a_path(scan: ScanConfig, modules: Path) -> None:
    found = findings(scan, "overrides: [{path: legacy, exclude: kms-rotation}]\n")
    assert {name for name in found if name.startswith("kms-rotation")} == {"kms-rotation k", "kms-rotation new"}
    assert "kms-window legacy_inner" in found


def test_severity_for_a_path(scan: ScanConfig, modules: Path) -> None:
    found = findings(scan, "overrides: [{path: [legacy/*.tf], severity: high}]\n")
    assert "kms-window legacy" not in found
    assert {"kms-rotation legacy", "kms-window legacy_inner", "kms-window new"} <= found.keys()


def test_parameters_for_a_path_and_the_last_override_counts(scan: ScanConfig, modules: Path) -> None:
    found = findings(
        scan,
        "parameters: {days: 15}\noverrides:\n  - {path: legacy, parameters: {days: 30}}\n"
        "  - {path: legacy/inner, parameters: {days: 5}}\n",
    )
    assert {name: outcome for name, outcome in found.items() if "window" in name} == {
        "kms-window k": "fail",
        "kms-window legacy": "fail",
        "kms-window legacy_inner": "pass",
        "kms-window new": "pass",
    }


def test_packs_and_rules_for_a_path(scan: ScanConfig, modules: Path) -> None:
    (modules / "other.yml").write_text(RULES.replace("kms-rotation", "other-rotation").replace("kms-window", "other-w"))
    found = findings(
        scan,
        "overrides:\n  - {path: legacy, rules: other.yml}\n"
        "  - {path: new, rules: other.yml, packs: [aws-security], include: [kms-key-*]}\n",
    )
    assert {name for name in found if name.endswith(" legacy")} == {"other-rotation legacy", "other-w legacy"}
    assert {name for name in found if name.endswith(" k")} == {"kms-rotation k", "kms-window k"}
    assert {name.split()[0] for name in found if name.endswith(" new")} >= {"kms-key-rotation-enabled"}


def test_rules_may_be_for_some_paths_only(scan: ScanConfig, modules: Path) -> None:
    found = scan("overrides: [{path: legacy, rules: rules.yml}]\n", rules=False)
    assert {item["resource"]["file"] for item in found.findings} == {"legacy/main.tf", "legacy/inner/main.tf"}
    assert found.errors == []


def test_a_rule_with_two_sets_of_parameters_is_told_once(scan: ScanConfig, modules: Path) -> None:
    found = scan("overrides: [{path: legacy, parameters: {days: 30}}]\n")
    (rule,) = [item for item in found.document["rules"] if item["id"] == "kms-window"]
    assert (rule["pass"], rule["fail"]) == (2, 2)


def test_relations_reach_files_with_other_rules(scan: ScanConfig, repository: Path) -> None:
    (repository / "rules.yml").write_text(
        "- id: related\n  name: x\n  resource_type: aws_s3_bucket\n  assertions:\n"
        "    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}\n"
        "      assertions: [{key: block_public_acls, operator: is_true}]\n"
    )
    (repository / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    (repository / "block.tf").write_text(
        'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = aws_s3_bucket.b.id\n  block_public_acls = true\n}\n'
    )
    assert scan("overrides: [{path: block.tf, exclude: related}]\n").outcomes == {"related aws_s3_bucket.b": "pass"}


@pytest.mark.parametrize(
    ("config", "error"),
    [
        (
            "overrides: [{path: legacy, parameters: {dais: 3}}]\n",
            "riveter.yml:2:13 error: No rule has a parameter `dais`",
        ),
        ("overrides: [{path: legacy, exclude: kmz-*}]\n", "riveter.yml:2:13 warning: `exclude: kmz-*` of an override"),
        ("overrides: [{path: legacy, include: kmz-*}]\n", "riveter.yml:2:13 error: `include: kmz-*` of an override"),
        ("overrides: [{path: legacy, packs: gone}]\n", "There is no rule pack `gone`"),
    ],
)
def test_what_is_wrong_in_an_override_is_told(scan: ScanConfig, modules: Path, config: str, error: str) -> None:
    assert any(error in line for line in scan(config).errors)


def test_globs_are_those_of_gitignore_relative_to_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "main.tf").write_text("")
    monkeypatch.chdir(tmp_path / "sub")
    globs = FileGlobs("..")
    for glob, file, expected in (
        ("modules/legacy", "../modules/legacy/main.tf", True),
        ("modules/legacy/**", "../modules/legacy/a/main.tf", True),
        ("modules/*/main.tf", "../modules/a/b/main.tf", False),
        ("*.tf", "main.tf", True),
        ("sub", "main.tf", True),
        ("/main.tf", "main.tf", False),
        ("./main.tf", "../main.tf", True),
        ("**", "../../elsewhere.tf", False),
        ("*/", "main.tf", True),
        ("*/", "../main.tf", False),
        ("sub/", "main.tf", True),
        ("sub/", "../sub", True),
        ("main.tf/", "../main.tf", False),
        ("[a\\-c].tf", "../b.tf", False),
    ):
        assert globs.matches(glob, file) is expected, (glob, file)


def test_hostile_globs_are_matched_in_linear_time(tmp_path: Path) -> None:
    import time

    started = time.perf_counter()
    assert not compile_glob("*a" * 30 + "b").around("a" * 20_000 + "/x")
    assert time.perf_counter() - started < 120


# --- assume ---------------------------------------------------------------------------------------


def test_assumed_values_stand_for_what_only_the_provider_knows(scan: ScanConfig, repository: Path) -> None:
    (repository / "main.tf").write_text(
        'data "aws_region" "here" {}\ndata "aws_region" "there" {}\ndata "aws_availability_zones" "z" {}\n'
        'data "aws_caller_identity" "me" {}\n'
        + key(
            "k",
            'data.aws_region.here.name == "eu-west-1" && data.aws_region.there.name == "us-east-1" && '
            'length(data.aws_availability_zones.z.names) == 2 && data.aws_caller_identity.me.account_id == "012345678901"',
        )
    )
    result = scan(
        "assume:\n  data.aws_region.name: eu-west-1\n  data.aws_region.there.name: us-east-1\n"
        "  data.aws_availability_zones.names: [a, b]\n  data.aws_caller_identity.account_id: '012345678901'\n"
    )
    assert (result.outcomes["kms-rotation aws_kms_key.k"], result.errors) == ("pass", [])


# --- the schema -----------------------------------------------------------------------------------

GOOD: list[dict[str, Any]] = [
    {},
    {"rules": "a.yml", "packs": ["aws-security"], "severity": "high", "fail_on": "never", "unknown": "hide"},
    {"include": ["a-*"], "exclude": "b", "parameters": {"days": 3}, "baseline": "known.json", "workspace": "x"},
    {"var_files": ["a.tfvars"], "variables": {"a": [1, {"b": None}]}, "assume": {"data.aws_region.name": "x"}},
    {"environments": {"dev": None, "prod": {"var_files": "p.tfvars", "variables": {}, "workspace": "p", "assume": {}}}},
    {"overrides": [{"path": ["a", "b/**"], "packs": "aws-security", "exclude": ["x"], "parameters": {"a": 1}}]},
    {"suppressions": {"require_reason": True, "comments": False, "other_tools": False, "unused": "error"}},
    {"waivers": [{"rule": ["a", "b-*"], "resource": "x", "module": "m", "path": "p", "reason": "r", "owner": "o"}]},
    {
        "environments": {"dev": None},
        "waivers": [{"rule": "a", "environment": "dev", "ticket": 7, "expires": "2027-01-01"}],
    },
]
BAD: list[dict[str, Any]] = [
    {"rule": "a.yml"},
    {"severity": "never"},
    {"fail_on": "hgih"},
    {"packs": {}},
    {"packs": []},
    {"environments": {"dev": {"packs": ["a"]}}},
    {"environments": {"": {}}},
    {"overrides": [{"path": "x"}]},
    {"overrides": [{"exclude": "x"}]},
    {"suppressions": {"require_reason": "true "}},
    {"waivers": [{"resource": "x"}]},
    {"waivers": [{"rule": "x", "expires": "soon"}]},
    {"waivers": [{"rule": "a b"}]},
    {"assume": {"region": "x"}},
]


def validator() -> jsonschema.Draft202012Validator:
    document = json.loads(schema.text())
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


@pytest.mark.parametrize("config", GOOD, ids=str)
def test_schema_and_reader_accept_the_same(repository: Path, config: dict[str, Any]) -> None:
    validator().validate(config)
    for name in ("a.yml", "known.json"):
        (repository / name).write_text("")
    (repository / "riveter.yml").write_text(yaml.safe_dump(config))
    assert reader.load("riveter.yml").diagnostics == ()


@pytest.mark.parametrize("config", BAD, ids=str)
def test_schema_and_reader_refuse_the_same(repository: Path, config: dict[str, Any]) -> None:
    assert not validator().is_valid(config)
    (repository / "riveter.yml").write_text(yaml.safe_dump(config))
    assert any(item.severity == "error" for item in reader.load("riveter.yml").diagnostics)


def test_the_schema_knows_every_key_of_the_reader() -> None:
    from riveter.config import suppressing

    document = json.loads(schema.text())
    properties = document["properties"]
    assert set(properties) == set(reader.KEYS)
    assert set(properties["environments"]["additionalProperties"]["properties"]) == set(reader.ENVIRONMENT_KEYS)
    assert set(properties["overrides"]["items"]["properties"]) == set(reader.OVERRIDE_KEYS)
    assert set(properties["suppressions"]["properties"]) == set(suppressing.POLICY_KEYS)
    assert set(properties["waivers"]["items"]["properties"]) == set(suppressing.WAIVER_KEYS)
    assert tuple(properties["fail_on"]["enum"]) == reader.FAIL_ON
    assert tuple(properties["unknown"]["enum"]) == reader.UNKNOWN


@pytest.mark.parametrize("name", ["rules", "config", "output"])
def test_schemas_are_printed(riveter: Riveter, name: str) -> None:
    code, out, err = riveter("schema", name)
    assert (code, err) == (0, "")
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
