"""The source of a module call is an expression: of constant variables, local values and paths."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from riveter.core.values import Unknown
from riveter.files.coverage import Omission

Terraform = Callable[..., Any]

KEY = 'variable "rotate" {\n  default = true\n}\nresource "terraform_data" "k" {\n  input = var.rotate\n}\n'
CONST = 'variable "kind" {\n  default = "key"\n  const   = true\n}\n'


def call(source: str, more: str = "  rotate = false\n") -> str:
    return f'module "c" {{\n  source = {source}\n{more}}}\n'


KNOWN = [
    ("a template of literal text", "", '"./modules/${"key"}"'),
    ("a constant variable", CONST, '"./modules/${var.kind}"'),
    ("a variable as in OpenTofu", 'variable "kind" { default = "key" }\n', '"./modules/${var.kind}"'),
    ("a local value", 'locals {\n  s = "./modules/key"\n}\n', "local.s"),
    ("a chain of local values", 'locals {\n  a = "key"\n  b = "./modules/${local.a}"\n}\n', "local.b"),
    ("a conditional", CONST, 'var.kind == "key" ? "./modules/key" : "./modules/other"'),
    ("an index", 'locals {\n  s = { k = "./modules/key" }\n}\n', 'local.s["k"]'),
    ("a function", "", 'join("/", [".", "modules", "key"])'),
    ("a for expression", "", 'join("/", [for part in [".", "modules", "key"] : part])'),
    ("path.module", "", '"${path.module}/modules/key"'),
    ("path.root", "", '"${path.root}/modules/key"'),
    ("path.cwd", "", '"${path.cwd}/modules/key"'),
    ("abspath", "", '"${abspath(path.module)}/modules/key"'),
    ("the text of a file", "", 'trimspace(file("${path.module}/where.txt"))'),
    ("the workspace", "", '"./modules/${terraform.workspace == "default" ? "key" : "other"}"'),
    ("a heredoc", "", "trimspace(<<EOT\n./modules/key\nEOT\n)"),
]


@pytest.mark.parametrize(("before", "source"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_a_source_is_evaluated(terraform: Terraform, before: str, source: str) -> None:
    files = {"main.tf": before + call(source), "modules/key/main.tf": KEY, "where.txt": "./modules/key\n"}
    loaded = terraform(files)
    assert loaded.addresses() == ["module.c.terraform_data.k"]
    assert loaded.value("module.c.terraform_data.k", "input") is False
    assert loaded.problems() == []


def test_a_source_in_json_is_a_template(terraform: Terraform) -> None:
    document = {"locals": {"a": "key"}, "module": {"c": {"source": "./modules/${local.a}", "rotate": False}}}
    loaded = terraform({"main.tf.json": json.dumps(document), "modules/key/main.tf": KEY})
    assert loaded.addresses() == ["module.c.terraform_data.k"]


@pytest.mark.parametrize(
    "given",
    [
        {"variables": (("kind", "key"),)},
        {"environment": {"TF_VAR_kind": "key"}},
        {"var_files": ("prod.tfvars",)},
    ],
)
def test_values_from_outside_decide(terraform: Terraform, given: dict[str, Any]) -> None:
    files = {
        "main.tf": 'variable "kind" {\n  const = true\n}\n' + call('"./modules/${var.kind}"'),
        "modules/key/main.tf": KEY,
        "prod.tfvars": 'kind = "key"\n',
    }
    assert terraform(files, **given).addresses() == ["module.c.terraform_data.k"]


def test_the_workspace_decides(terraform: Terraform) -> None:
    files = {"main.tofu": call('"./${terraform.workspace}"'), "prod/main.tf": KEY}
    assert terraform(files, workspace="prod").addresses() == ["module.c.terraform_data.k"]


def test_an_argument_of_a_module_decides_in_the_module(terraform: Terraform) -> None:
    files = {
        "main.tf": 'module "a" {\n  source = "./outer"\n  kind   = "inner"\n}\n',
        "outer/main.tf": 'variable "kind" {\n  const = true\n}\n' + call('"./${var.kind}"'),
        "outer/inner/main.tf": KEY,
    }
    assert terraform(files).addresses() == ["module.a.module.c.terraform_data.k"]


def test_a_call_with_for_each_has_all_its_instances(terraform: Terraform) -> None:
    more = "  for_each = { a = true, b = false }\n  rotate   = each.value\n"
    files = {"main.tf": call('join("/", [".", "modules", "key"])', more), "modules/key/main.tf": KEY}
    loaded = terraform(files)
    assert loaded.addresses() == ['module.c["a"].terraform_data.k', 'module.c["b"].terraform_data.k']


def test_a_folder_beside_its_caller_is_no_root_module(terraform: Terraform) -> None:
    files = {
        "a_first/main.tf": KEY,  # read before its caller
        "live/main.tf": CONST.replace("key", "a_first") + call('"../${var.kind}"'),
    }
    loaded = terraform(files)
    assert loaded.addresses() == ["module.c.terraform_data.k"]
    assert loaded.value("module.c.terraform_data.k", "input") is False


def test_a_module_that_an_expression_calls_may_call_others_by_expressions(terraform: Terraform) -> None:
    inner = 'variable "rotate" {\n  default = true\n}\n' + call('"../${"b"}"', "  rotate = var.rotate\n")
    files = {"a/main.tf": inner, "b/main.tf": KEY, "live/main.tf": call('"../${"a"}"')}
    loaded = terraform(files)
    assert loaded.addresses() == ["module.c.module.c.terraform_data.k"]
    assert loaded.value("module.c.module.c.terraform_data.k", "input") is False


def test_a_module_that_a_default_would_call_is_judged_where_the_caller_says_otherwise(terraform: Terraform) -> None:
    outer = 'variable "kind" {\n  default = "x"\n}\n' + call('"../${var.kind}"', "")
    files = {
        "outer/main.tf": outer,
        "x/main.tf": KEY,
        "y/main.tf": KEY,
        "live/main.tf": 'module "o" {\n  source = "../${"outer"}"\n  kind   = "y"\n}\n',
    }
    assert sorted(terraform(files).addresses()) == ["module.o.module.c.terraform_data.k", "terraform_data.k"]


class TestUnknownSources:
    FILES: ClassVar[dict[str, str]] = {
        "main.tf": 'variable "kind" {\n  const = true\n}\n' + call('"./modules/${var.kind}"'),
        "modules/key/main.tf": KEY,
    }

    def test_a_note_names_the_call(self, terraform: Terraform) -> None:
        loaded = terraform(self.FILES)
        (found,) = loaded.project.diagnostics
        assert (found.severity, found.summary, str(found.span)) == ("note", "Module source not known", "main.tf:5:12")
        assert found.detail.startswith("module.c is not checked: var.kind has no value: main.tf:1.")
        assert [(item.kind, item.name) for item in loaded.project.coverage.items()] == [
            (Omission.MODULE_SOURCE, "module.c")
        ]

    def test_folders_that_it_may_mean_have_no_known_values(self, terraform: Terraform) -> None:
        loaded = terraform({**self.FILES, "modules/key/terraform.tfvars": "rotate = true\n", "other/main.tf": KEY})
        inputs = [item.values["input"] for item in loaded.project.resources if item.type == "terraform_data"]
        assert [isinstance(value, Unknown) for value in inputs] == [True, False]
        assert "may be called by module.c (main.tf:4), whose source is not known" in inputs[0].reason

    @pytest.mark.parametrize(
        ("source", "unknown"),
        [
            ('"./modules/${var.kind}"', ["modules/key/a", "modules/kit/b"]),
            ('"./modules/k${var.kind}"', ["modules/key/a", "modules/kit/b"]),
            ('"./modules/ke${var.kind}"', ["modules/key/a"]),
            ('"./modules/${var.kind}/b"', ["modules/kit/b"]),
            ('"${path.module}/modules/${var.kind}"', ["modules/key/a", "modules/kit/b"]),
            ('"git::https://example.com/${var.kind}.git"', []),
            ("var.kind", []),
        ],
    )
    def test_the_known_text_decides_which_these_are(
        self, terraform: Terraform, source: str, unknown: list[str]
    ) -> None:
        files = {
            "main.tf": 'variable "kind" {}\n' + call(source),
            "modules/key/a/main.tf": KEY,
            "modules/kit/b/main.tf": KEY,
        }
        found = terraform(files).project.resources
        data = [item for item in found if item.type == "terraform_data"]
        assert [item.root for item in data if isinstance(item.values["input"], Unknown)] == unknown

    def test_calls_in_such_a_folder_are_not_known_either(self, terraform: Terraform) -> None:
        files = {
            **self.FILES,
            "modules/key/main.tf": 'variable "k" {\n  default = "x"\n}\n' + call('"../../more/${var.k}"', ""),
            "more/x/main.tf": KEY,
        }
        loaded = terraform(files)
        assert loaded.addresses() == ["terraform_data.k"]
        assert isinstance(loaded.value("terraform_data.k", "input"), Unknown)

    def test_what_init_installed_is_read(self, terraform: Terraform) -> None:
        manifest = {"Modules": [{"Key": "c", "Source": "./modules/key", "Dir": "modules/key"}]}
        loaded = terraform({**self.FILES, ".terraform/modules/modules.json": json.dumps(manifest)})
        assert loaded.addresses() == ["module.c.terraform_data.k"]
        assert loaded.problems() == []

    def test_outputs_are_unknown(self, terraform: Terraform) -> None:
        files = {**self.FILES, "use.tf": 'resource "x_y" "z" {\n  v = module.c.id\n}\n'}
        assert isinstance(terraform(files).value("x_y.z", "v"), Unknown)


class TestOneOfAFew:
    """A source that is one of a few: each is judged with the arguments of the call."""

    BOTH = 'var.kind == "a" ? "./modules/a" : "./modules/b"'
    KIND = 'variable "kind" {}\n'
    MODULES: ClassVar[dict[str, str]] = {"modules/a/main.tf": KEY, "modules/b/main.tf": KEY}

    def inputs(self, loaded: Any) -> dict[str, Any]:
        found = [item for item in loaded.project.resources if item.type == "terraform_data"]
        return {item.root: item.values["input"] for item in found}

    @pytest.mark.parametrize(
        "source",
        [
            BOTH,
            '{ a = "./modules/a", b = "./modules/b" }[var.kind]',
            '"./modules/${var.kind == "a" ? "a" : "b"}"',
            '"${path.module}/modules/${var.kind == "a" ? "a" : "b"}"',
            '["./modules/a", "./modules/b"][var.kind]',
        ],
    )
    def test_each_has_the_arguments_of_the_call(self, terraform: Terraform, source: str) -> None:
        loaded = terraform({"main.tf": self.KIND + call(source), **self.MODULES})
        assert self.inputs(loaded) == {"modules/a": False, "modules/b": False}
        (note,) = loaded.project.diagnostics
        assert "is checked with its arguments." in note.detail

    @pytest.mark.parametrize(
        ("type", "condition", "source", "known"),
        [
            ("string", 'contains(["a", "b"], var.kind)', '"./modules/${var.kind}"', True),
            ("string", 'contains(tolist(["a", "b"]), var.kind)', '"${path.module}/modules/${var.kind}"', True),
            ("string", 'var.kind == "a" || var.kind == "b"', '"./modules/${var.kind}"', True),
            ("any", 'contains(["./modules/a", "./modules/b"], var.kind)', "var.kind", True),
            ("string", 'contains(["a", "b"], var.kind) || var.kind == null', '"./modules/${var.kind}"', False),
            ("string", 'startswith(var.kind, "a")', '"./modules/${var.kind}"', False),
            ("string", 'contains(["a", "b"], lower(var.kind))', '"./modules/${var.kind}"', False),
            ("string", 'contains(["a", "b"], var.kind)', '"./modules/${lower(var.kind)}"', False),
            ("number", "contains([1, 2], var.kind)", '"./modules/${var.kind}"', False),
        ],
    )
    def test_a_validation_says_which_these_are(
        self, terraform: Terraform, type: str, condition: str, source: str, known: bool
    ) -> None:
        rule = f'  validation {{\n    condition     = {condition}\n    error_message = "m"\n  }}\n'
        text = f'variable "kind" {{\n  type = {type}\n{rule}}}\n' + call(source)
        found = self.inputs(terraform({"main.tf": text, **self.MODULES}))
        assert len(found) == 2
        assert {isinstance(value, Unknown) for value in found.values()} == {not known}

    def test_a_validation_of_a_calling_module_counts(self, terraform: Terraform) -> None:
        rule = '  validation {\n    condition     = contains(["a", "b"], var.k)\n    error_message = "m"\n  }\n'
        outer = (
            f'variable "k" {{\n  type = string\n{rule}}}\nmodule "o" {{\n  source = "./outer"\n  kind   = var.k\n}}\n'
        )
        inner = 'variable "kind" {\n  type = string\n}\n' + call('"../modules/${var.kind}"')
        found = self.inputs(terraform({"main.tf": outer, "outer/main.tf": inner, **self.MODULES}))
        assert found == {"modules/a": False, "modules/b": False}

    def test_what_the_call_does_not_set_has_its_default(self, terraform: Terraform) -> None:
        loaded = terraform({"main.tf": self.KIND + call(self.BOTH, ""), **self.MODULES})
        assert self.inputs(loaded) == {"modules/a": True, "modules/b": True}

    def test_a_folder_whose_name_begins_like_it_is_another(self, terraform: Terraform) -> None:
        files = {"main.tf": self.KIND + call(self.BOTH), "modules/abc/main.tf": KEY, **self.MODULES}
        assert self.inputs(terraform(files)) == {"modules/a": False, "modules/b": False, "modules/abc": True}

    def test_an_argument_that_is_not_known_stays_so(self, terraform: Terraform) -> None:
        files = {"main.tf": self.KIND + call(self.BOTH, "  rotate = var.kind\n"), **self.MODULES}
        assert all(isinstance(value, Unknown) for value in self.inputs(terraform(files)).values())

    @pytest.mark.parametrize(
        ("first", "second", "same"),
        [("false", "false", True), ("false", "true", False), ("1", "true", False), ('"1"', "1", False)],
    )
    def test_two_calls_agree_or_the_value_is_not_known(
        self, terraform: Terraform, first: str, second: str, same: bool
    ) -> None:
        text = call(self.BOTH, f"  rotate = {first}\n")
        other = call(self.BOTH, f"  rotate = {second}\n").replace('"c"', '"d"')
        found = self.inputs(terraform({"main.tf": self.KIND + text + other, **self.MODULES}))
        assert {isinstance(value, Unknown) for value in found.values()} == {not same}

    def test_a_call_that_sets_nothing_leaves_the_default_beside_another(self, terraform: Terraform) -> None:
        other = call(self.BOTH, "").replace('"c"', '"d"')
        found = self.inputs(terraform({"main.tf": self.KIND + call(self.BOTH) + other, **self.MODULES}))
        assert all(isinstance(value, Unknown) for value in found.values())

    def test_a_source_of_which_only_the_beginning_is_known_adds_anything(self, terraform: Terraform) -> None:
        other = call('"./modules/${var.kind}"').replace('"c"', '"d"')
        found = self.inputs(terraform({"main.tf": self.KIND + call(self.BOTH) + other, **self.MODULES}))
        assert all(isinstance(value, Unknown) for value in found.values())

    @pytest.mark.parametrize(
        ("more", "known"),
        [
            ("  count  = 2\n  rotate = false\n", True),
            ("  count  = 2\n  rotate = count.index == 0\n", False),
            ("  for_each = { a = 1, b = 2 }\n  rotate = each.value > 5\n", True),
            ("  for_each = { a = 1, b = 2 }\n  rotate = each.key\n", False),
            ("  count  = 0\n  rotate = false\n", False),
        ],
    )
    def test_all_instances_of_the_call_count(self, terraform: Terraform, more: str, known: bool) -> None:
        found = self.inputs(terraform({"main.tf": self.KIND + call(self.BOTH, more), **self.MODULES}))
        assert {isinstance(value, Unknown) for value in found.values()} == {not known}

    def test_arguments_that_are_wrong_are_not_known(self, terraform: Terraform) -> None:
        text = self.KIND + call(self.BOTH, '  rotate = tonumber("x")\n')
        assert all(
            isinstance(value, Unknown) for value in self.inputs(terraform({"main.tf": text, **self.MODULES})).values()
        )

    def test_a_sensitive_argument_is_masked(self, terraform: Terraform) -> None:
        secret = 'variable "s" {\n  default   = "hunter2"\n  sensitive = true\n}\n'
        text = self.KIND + secret + call(self.BOTH, "  rotate = var.s\n")
        loaded = terraform({"main.tf": text, **self.MODULES})
        found = [item for item in loaded.project.resources if item.type == "terraform_data"]
        assert [item.origin.sensitive(("input",)) for item in found] == [True, True]

    def test_one_that_calls_another_passes_its_arguments_on(self, terraform: Terraform) -> None:
        inner = 'variable "rotate" {\n  default = true\n}\n' + call('"../${"b"}"', "  rotate = var.rotate\n")
        files = {"main.tf": self.KIND + call(self.BOTH), "modules/a/main.tf": inner, "modules/b/main.tf": KEY}
        loaded = terraform(files)
        assert [item.values["input"] for item in loaded.project.resources if item.type == "terraform_data"] == [False]

    def test_the_argument_is_where_the_value_comes_from(self, terraform: Terraform) -> None:
        loaded = terraform({"main.tf": self.KIND + call(self.BOTH), **self.MODULES})
        resource = next(item for item in loaded.project.resources if item.type == "terraform_data")
        assert "main.tf:4" in [
            f"{step.span.file}:{step.span.start_line}" for step in resource.origin.provenance(("input",))
        ]


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ('resource "x_y" "z" {}\n', "x_y.z.id"),
        ("", '"./modules/${each.key}"'),
        ("", "module.d.source"),
        ("", "data.x_y.z.id"),
    ],
)
def test_a_source_refers_to_nothing_that_is_not_constant(terraform: Terraform, before: str, source: str) -> None:
    found = terraform({"main.tf": before + call(source, "")}).project.diagnostics
    assert ("error", "Invalid module source") in [(item.severity, item.summary) for item in found]


def test_a_source_that_refers_to_its_own_module_is_a_cycle(terraform: Terraform) -> None:
    files = {"main.tf": "locals {\n  s = module.c.x\n}\n" + call("local.s", ""), "modules/key/main.tf": KEY}
    assert [item.summary for item in terraform(files).project.diagnostics if item.severity == "error"] == ["Cycle"]


def test_a_source_that_leads_out_of_the_repository_is_not_followed(terraform: Terraform, tmp_path: Any) -> None:
    (tmp_path.parent / "elsewhere").mkdir(exist_ok=True)
    (tmp_path.parent / "elsewhere" / "main.tf").write_text('resource "x_y" "secret" {}')
    (tmp_path / ".git").mkdir()
    loaded = terraform({"main.tf": call('"../${"elsewhere"}"', "")})
    assert loaded.addresses() == []
    assert [item.summary for item in loaded.project.diagnostics] == ["Module outside of the repository"]


def test_a_module_that_calls_itself_by_an_expression_is_a_cycle(terraform: Terraform) -> None:
    files = {"main.tf": call('"./${"m"}"', ""), "m/main.tf": call('"./${""}"', "")}
    assert "Module cycle" in [item.summary for item in terraform(files).project.diagnostics]


def test_a_sensitive_source_is_not_shown(terraform: Terraform) -> None:
    text = 'variable "kind" {\n  default   = "hunter2"\n  sensitive = true\n}\n' + call('"./modules/${var.kind}"', "")
    loaded = terraform({"main.tf": text, "modules/hunter2/main.tf": KEY})
    assert "hunter2" not in str([(item.summary, item.detail) for item in loaded.project.diagnostics])
    assert isinstance(loaded.value("terraform_data.k", "input"), Unknown)


def test_a_null_source_is_refused(terraform: Terraform) -> None:
    found = terraform(call("null", "")).project.diagnostics
    assert [(item.severity, item.summary) for item in found][:1] == [("error", "Invalid module source")]
