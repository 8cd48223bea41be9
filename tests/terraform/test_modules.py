"""Modules, variables, locals and outputs mean what they mean in Terraform."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from riveter.core.values import PartialText, Unknown

Terraform = Callable[..., Any]


def test_a_variable_takes_its_default(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "rotate" { default = false }
        resource "aws_kms_key" "k" { enable_key_rotation = var.rotate }
        """
    )
    assert loaded.value("aws_kms_key.k", "enable_key_rotation") is False
    assert loaded.problems() == []


def test_a_variable_without_value_is_unknown_and_says_where_it_is_declared(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "key" {
          type = string
        }
        resource "aws_sns_topic" "t" { kms_master_key_id = var.key }
        """
    )
    value = loaded.value("aws_sns_topic.t", "kms_master_key_id")
    assert isinstance(value, Unknown)
    assert value.reason == "var.key has no value: main.tf:2"
    assert value.kind == "unset_variable"


def test_variable_sources_are_taken_in_terraforms_precedence(terraform: Terraform) -> None:
    files = {
        "main.tf": "\n".join(
            f'variable "v{i}" {{ default = "default" }}\noutput "v{i}" {{ value = var.v{i} }}' for i in range(7)
        ),
        "terraform.tfvars": "\n".join(f'v{i} = "tfvars"' for i in range(2, 7)),
        "terraform.tfvars.json": '{"v3": "json", "v4": "json", "v5": "json", "v6": "json"}',
        "b.auto.tfvars": "\n".join(f'v{i} = "auto b"' for i in range(4, 7)),
        "a.auto.tfvars": "\n".join(f'v{i} = "auto a"' for i in range(4, 7)),
        "extra.tfvars": 'v5 = "file"\nv6 = "file"',
    }
    loaded = terraform(
        files,
        environment={f"TF_VAR_v{i}": "environment" for i in range(1, 7)},
        var_files=("extra.tfvars",),
        variables=(("v6", "flag"),),
    )
    assert [loaded.eval(f"var.v{i}") for i in range(7)] == [
        "default",
        "environment",
        "tfvars",
        "json",
        "auto b",
        "file",
        "flag",
    ]


@pytest.mark.parametrize(
    ("declared", "text", "value"),
    [
        ("type = any", '{ Owner = "x" }', {"Owner": "x"}),
        ("type = any", "5", 5),
        ("type = any", '"q"', "q"),
        ("type = any\n  default = null", "[true]", [True]),
        ("", "[]", "[]"),
        ('default = ["x"]', "[]", "[]"),
        ("type = string", "[]", "[]"),
    ],
)
@pytest.mark.parametrize("how", ["command line", "environment"])
def test_a_variable_of_any_type_is_given_an_expression(
    terraform: Terraform, declared: str, text: str, value: Any, how: str
) -> None:
    given: dict[str, Any] = (
        {"variables": (("v", text),)} if how == "command line" else {"environment": {"TF_VAR_v": text}}
    )
    loaded = terraform(
        f'variable "v" {{\n  {declared}\n}}\nresource "terraform_data" "t" {{\n  input = [var.v]\n}}\n', **given
    )
    assert loaded.value("terraform_data.t", "input.0") == value


def test_values_from_the_command_line_are_read_by_the_variables_type(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "n" { type = number }
        variable "l" { type = list(string) }
        variable "s" { type = string }
        """,
        variables=(("n", "3"), ("l", '["a", "b"]'), ("s", '["not a list"]')),
    )
    assert loaded.eval("[var.n, var.l, var.s]") == [3, ["a", "b"], '["not a list"]']


def test_optional_attributes_get_their_defaults_at_every_level(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "buckets" {
          type = map(object({
            versioned = optional(bool, true)
            rules     = optional(list(object({ days = optional(number, 30), class = string })), [])
            owner     = optional(string)
          }))
          default = { a = {}, b = { versioned = "false", rules = [{ class = "GLACIER" }] } }
        }
        """
    )
    assert loaded.eval("var.buckets") == {
        "a": {"owner": None, "rules": [], "versioned": True},
        "b": {"owner": None, "rules": [{"class": "GLACIER", "days": 30}], "versioned": False},
    }


def test_a_module_is_evaluated_with_the_arguments_of_its_call(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": """
                module "storage" {
                  source = "./modules/storage"
                  name   = "raw"
                }
                output "arn" { value = module.storage.bucket_name }
                """,
            "modules/storage/main.tf": """
                variable "name" {}
                variable "suffix" { default = "data" }
                resource "aws_s3_bucket" "this" { bucket = "${var.name}-${var.suffix}" }
                output "bucket_name" { value = aws_s3_bucket.this.bucket }
                """,
        }
    )
    assert loaded.addresses() == ["module.storage.aws_s3_bucket.this"]
    assert loaded.value("module.storage.aws_s3_bucket.this", "bucket") == "raw-data"
    assert loaded.eval("module.storage.bucket_name") == "raw-data"
    assert loaded["module.storage.aws_s3_bucket.this"].module == "module.storage"


def test_module_for_each_and_count_give_terraforms_addresses(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": """
                module "each" {
                  source   = "./m"
                  for_each = { x = "one", y = "two" }
                  name     = each.value
                }
                module "many" {
                  source = "./m"
                  count  = 2
                  name   = "n${count.index}"
                }
                output "names" { value = [for k, m in module.each : "${k}=${m.name}"] }
                """,
            "m/main.tf": 'variable "name" {}\nresource "aws_s3_bucket" "b" { bucket = var.name }\noutput "name" { value = var.name }',
        }
    )
    assert loaded.addresses() == [
        'module.each["x"].aws_s3_bucket.b',
        'module.each["y"].aws_s3_bucket.b',
        "module.many[0].aws_s3_bucket.b",
        "module.many[1].aws_s3_bucket.b",
    ]
    assert loaded.eval('module.each["y"].name') == "two"
    assert loaded.eval('[for k, m in module.each : "${k}=${m.name}"]') == ["x=one", "y=two"]
    assert loaded.eval("module.many[*].name") == ["n0", "n1"]


def test_a_module_that_is_not_installed_leaves_one_note_and_unknown_outputs(terraform: Terraform) -> None:
    loaded = terraform(
        """
        module "vpc" { source = "terraform-aws-modules/vpc/aws" }
        resource "aws_instance" "i" { subnet_id = module.vpc.private_subnets[0] }
        """
    )
    value = loaded.value("aws_instance.i", "subnet_id")
    assert isinstance(value, Unknown)
    assert 'its source "terraform-aws-modules/vpc/aws" is not installed' in value.reason
    assert [d.severity for d in loaded.project.diagnostics] == ["note"]


def test_a_module_whose_folder_was_emptied_is_not_installed(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "b" {\n  source = "acme/bucket/aws"\n}\noutput "o" { value = module.b.arn }',
            ".terraform/modules/modules.json": '{"Modules":[{"Key":"b","Source":"x","Dir":".terraform/modules/b"}]}',
            ".terraform/modules/b/README.md": "the module was here",
        }
    )
    assert [d.summary for d in loaded.project.diagnostics] == ["Module not installed"]
    assert isinstance(loaded.value("output.o", "value"), Unknown)


def test_an_installed_module_is_read_from_the_manifest(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "b" {\n  source = "acme/bucket/aws"\n  name = "x"\n}',
            ".terraform/modules/modules.json": '{"Modules":[{"Key":"","Source":"","Dir":"."},'
            '{"Key":"b","Source":"registry/acme/bucket/aws","Dir":".terraform/modules/b"}]}',
            ".terraform/modules/b/main.tf": 'variable "name" {}\nresource "aws_s3_bucket" "b" { bucket = var.name }',
        }
    )
    assert loaded.addresses() == ["module.b.aws_s3_bucket.b"]
    assert loaded.value("module.b.aws_s3_bucket.b", "bucket") == "x"


def test_modules_that_call_each_other_end_with_an_error(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "a" { source = "./a" }',
            "a/main.tf": 'module "b" { source = "../b" }\nresource "aws_s3_bucket" "a" {}',
            "b/main.tf": 'module "a" { source = "../a" }\nresource "aws_s3_bucket" "b" {}',
        }
    )
    assert loaded.addresses() == ["module.a.aws_s3_bucket.a", "module.a.module.b.aws_s3_bucket.b"]
    assert any("Module cycle" in problem for problem in loaded.problems())


def test_a_called_module_is_not_evaluated_a_second_time_by_itself(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  rotate = true\n}',
            "m/main.tf": 'variable "rotate" {}\nresource "aws_kms_key" "k" { enable_key_rotation = var.rotate }',
            "other/main.tf": 'resource "aws_kms_key" "other" {}',
        }
    )
    assert loaded.addresses() == ["module.m.aws_kms_key.k", "aws_kms_key.other"]


def test_a_file_is_reported_and_its_siblings_are_context(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'resource "aws_kms_key" "k" { enable_key_rotation = var.rotate }',
            "variables.tf": 'variable "rotate" { default = true }\nresource "aws_kms_key" "not_reported" {}',
        },
        paths=["main.tf"],
    )
    assert loaded.addresses() == ["aws_kms_key.k"]
    assert loaded.value("aws_kms_key.k", "enable_key_rotation") is True


def test_override_files_are_merged_as_terraform_does(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": """
                resource "aws_instance" "i" {
                  ami           = "a"
                  instance_type = "t3.micro"
                  root_block_device { encrypted = false }
                  ebs_block_device { device_name = "x" }
                }
                variable "v" { default = 1 }
                locals { l = 1 }
                """,
            "x_override.tf": """
                resource "aws_instance" "i" {
                  ami = "b"
                  root_block_device { encrypted = true }
                }
                variable "v" { default = 2 }
                locals { l = 2 }
                """,
        }
    )
    resource = loaded["aws_instance.i"]
    assert resource.flat == {
        "ami": "b",
        "instance_type": "t3.micro",
        "ebs_block_device.0.device_name": "x",
        "root_block_device.0.encrypted": True,
    }
    assert str(resource.origin.locate(("ami",))) == "x_override.tf:3:9"
    assert str(resource.origin.locate(("root_block_device", 0, "encrypted"))) == "x_override.tf:4:35"
    assert loaded.eval("[var.v, local.l]") == [2, 2]


def test_references_to_what_is_not_declared_are_errors_with_a_suggestion(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "region" { default = "eu" }
        resource "aws_s3_bucket" "b" {
          bucket = var.regoin
          tags   = local.tags
        }
        """
    )
    problems = loaded.problems()
    assert any("Reference to undeclared input variable" in p and "Did you mean var.region?" in p for p in problems)
    assert any("Reference to undeclared local value" in p for p in problems)
    assert {d.severity for d in loaded.project.diagnostics} == {"error"}
    assert isinstance(loaded.value("aws_s3_bucket.b", "bucket"), Unknown)


def test_locals_that_depend_on_themselves_end_with_an_error(terraform: Terraform) -> None:
    loaded = terraform('locals {\n  a = local.b\n  b = local.a\n}\nresource "x_y" "z" { v = local.a }')
    assert any(p.startswith("error: Cycle") for p in loaded.problems())
    assert isinstance(loaded.value("x_y.z", "v"), Unknown)


def test_computed_attributes_are_unknown_and_name_the_resource(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_kms_key" "k" {}
        resource "aws_sns_topic" "t" {
          kms_master_key_id = aws_kms_key.k.arn
          name              = "${aws_kms_key.k.key_id}-topic"
        }
        """
    )
    value = loaded.value("aws_sns_topic.t", "kms_master_key_id")
    assert isinstance(value, Unknown)
    assert (value.reason, value.references, value.not_null, value.opaque) == (
        "aws_kms_key.k.arn is known only after apply",
        ("aws_kms_key.k",),
        True,
        True,
    )
    name = loaded.value("aws_sns_topic.t", "name")
    assert isinstance(name, PartialText)
    assert name.suffix == "-topic"


def test_references_are_kept_through_locals_modules_and_known_values(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": """
                module "b" {
                  source   = "./b"
                  for_each = toset(["one", "two"])
                  name     = each.key
                }
                locals { ids = { for k, m in module.b : k => m.id } }
                resource "aws_s3_bucket_public_access_block" "p" {
                  for_each = local.ids
                  bucket   = each.value
                }
                resource "aws_s3_bucket" "known" { bucket = "fixed-name" }
                resource "aws_s3_bucket_versioning" "v" { bucket = aws_s3_bucket.known.bucket }
                """,
            "b/main.tf": 'variable "name" {}\nresource "aws_s3_bucket" "this" { bucket = var.name }\n'
            'output "id" { value = aws_s3_bucket.this.id }',
        }
    )
    two = loaded['aws_s3_bucket_public_access_block.p["two"]']
    assert {(r.key, r.address) for r in two.references if r.key == "bucket"} == {
        ("bucket", 'module.b["two"].aws_s3_bucket.this')
    }
    known = loaded["aws_s3_bucket_versioning.v"]
    assert [(r.key, r.address, r.attribute) for r in known.references] == [("bucket", "aws_s3_bucket.known", "bucket")]


def test_provenance_leads_through_module_arguments_to_the_tfvars_line(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'variable "rotate" {\n  default = true\n}\nlocals {\n  r = var.rotate\n}\n'
            'module "k" {\n  source = "./k"\n  rotation = local.r\n}\n',
            "prod.tfvars": "\nrotate = false\n",
            "k/main.tf": 'variable "rotation" {}\nresource "aws_kms_key" "k" { enable_key_rotation = var.rotation }',
        },
        var_files=("prod.tfvars",),
    )
    steps = loaded["module.k.aws_kms_key.k"].origin.provenance(("enable_key_rotation",))
    assert [(s.what, str(s.span), s.words) for s in steps] == [
        ("module.k argument rotation", "main.tf:9:14", ""),
        ("local.r", "main.tf:5:7", ""),
        ("var.rotate", "main.tf:2:13", "default"),
        ("var.rotate", "prod.tfvars:2:10", "set in"),
    ]


def test_sensitive_variables_mark_what_is_made_of_them(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "password" {
          default   = "hunter2"
          sensitive = true
        }
        resource "aws_db_instance" "d" {
          password = "x${var.password}"
          username = "admin"
        }
        """
    )
    origin = loaded["aws_db_instance.d"].origin
    assert origin.sensitive(("password",))
    assert not origin.sensitive(("username",))


def test_an_override_file_overrides_only_what_there_is(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'resource "x_y" "z" {\n  v = 1\n}\nresource "x_y" "a" {}\n',
            "override.tf": 'resource "x_y" "z" {\n  depends_on = [x_y.a]\n}\nresource "x_y" "other" {}\nvariable "v" {}\n'
            'locals {\n  a = 1\n}\nmoved {\n  from = x_y.p\n  to   = x_y.z\n}\ncheck "c" {\n'
            '  assert {\n    condition     = x_y.z.v == 1\n    error_message = "m"\n  }\n}\n',
        }
    )
    assert [problem.split(":")[1].strip() for problem in loaded.problems()] == [
        "Unsupported override",
        "Missing base managed resource to override",
        "Missing base input variable to override",
        "Missing base local value to override",
        'Cannot override "moved" blocks',
        'Cannot override "check" blocks',
    ]


def test_of_count_and_an_overriding_for_each_count_holds_and_lifecycle_is_one_block(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'resource "x_y" "z" {\n  count = 2\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n',
            "override.tf": 'resource "x_y" "z" {\n  for_each = {}\n  lifecycle {\n    ignore_changes = [v]\n  }\n}\n',
        }
    )
    assert loaded.addresses() == ["x_y.z[0]", "x_y.z[1]"]
    assert loaded["x_y.z[0]"].values["lifecycle"] == [{"prevent_destroy": True, "ignore_changes": ["v"]}]


def test_many_modules_that_are_not_installed_share_one_note(terraform: Terraform) -> None:
    calls = "".join(f'module "m{i}" {{\n  source = "some/module{i}/aws"\n}}\n' for i in range(9))
    loaded = terraform({"a/main.tf": calls, "b/main.tf": calls})
    assert [d.summary for d in loaded.project.diagnostics] == ["18 modules not installed"]
    assert 'module.m0 ("some/module0/aws"), module.m1 ("some/module1/aws") at a/main.tf:4:1' in loaded.problems()[0]
    assert loaded.problems()[0].endswith("and 13 more.")


def test_a_resource_in_a_module_has_the_provider_that_the_calls_pass_down(terraform: Terraform) -> None:
    inner = 'resource "aws_a" "plain" {}\nresource "aws_a" "aliased" {\n  provider = aws.other\n}\nresource "null_b" "b" {}\n'
    loaded = terraform(
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  providers = {\n    aws = aws.west\n    aws.second = aws.east\n  }\n}\n',
            "m/main.tf": 'module "i" {\n  source = "./i"\n  providers = {\n    aws = aws\n    aws.other = aws.second\n  }\n}\n',
            "m/i/main.tf": inner,
        }
    )
    prefix = "module.m.module.i."
    assert loaded[f"{prefix}aws_a.plain"].provider == "aws.west"
    assert loaded[f"{prefix}aws_a.aliased"].provider == "aws.east"
    assert loaded[f"{prefix}aws_a.aliased"].values["provider"] == "aws.other"
    assert loaded[f"{prefix}null_b.b"].provider == "null"


def test_an_override_may_add_a_second_way_to_repeat_a_block(terraform: Terraform) -> None:
    files = {
        "main.tf": 'resource "terraform_data" "x" {\n  count = 2\n}\n',
        "a_override.tf": 'resource "terraform_data" "x" {\n  for_each = toset(["a"])\n}\n',
    }
    loaded = terraform(files)
    assert loaded.problems() == []
    assert loaded.addresses() == ["terraform_data.x[0]", "terraform_data.x[1]"]


def test_a_module_without_files_is_a_warning_and_not_looked_at(terraform: Terraform) -> None:
    loaded = terraform({"main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/README.md": "nothing"})
    (problem,) = loaded.problems()
    assert problem.startswith("warning: Empty module")
    assert any("module.m" in str(item) for item in loaded.project.coverage.items())


@pytest.mark.parametrize("required", ["~> 1.2.0", "< 1.3"])
def test_experiments_were_there_before(terraform: Terraform, required: str) -> None:
    text = f'terraform {{\n  required_version = "{required}"\n  experiments = [module_variable_optional_attrs]\n}}\n'
    assert terraform(text).problems() == []


def test_provider_configurations_that_a_json_module_wants(terraform: Terraform) -> None:
    wanted = {"aws": {"source": "hashicorp/aws", "configuration_aliases": ["aws.other"]}}
    call = {"module": {"m": {"source": "./m", "providers": {"aws.other": "aws"}}}}
    files = {
        "main.tf.json": json.dumps(call),
        "m/main.tf.json": json.dumps({"terraform": {"required_providers": wanted}}),
    }
    assert terraform(files).problems() == []
    del call["module"]["m"]["providers"]
    (problem,) = terraform(files | {"main.tf.json": json.dumps(call)}).problems()
    assert problem.startswith("error: Missing required provider configuration")


@pytest.mark.parametrize(
    "argument",
    [
        'for_each = toset(["a"])',
        "count = 1",
        "depends_on = [terraform_data.x]",
        "lifecycle {\n    enabled = true\n  }",
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_a_module_with_providers_of_its_own_is_called_once(terraform: Terraform, argument: str, deep: bool) -> None:
    inner = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
    files = {
        "main.tf": f'resource "terraform_data" "x" {{}}\nmodule "m" {{\n  source = "./m"\n  {argument}\n}}\n',
        "m/main.tf": 'module "n" {\n  source = "./n"\n}\n' if deep else inner,
        "m/n/main.tf": inner,
    }
    (problem,) = terraform(files).problems()
    assert problem.startswith("error: Module is incompatible with count, for_each, and depends_on")


@pytest.mark.parametrize(("name", "severity"), [("main.tf", "warning"), ("main.tofu", "error")])
def test_only_files_of_opentofu_tell_it_the_version(terraform: Terraform, name: str, severity: str) -> None:
    (problem,) = terraform({name: 'terraform {\n  required_version = "newest"\n}\n'}).problems()
    assert problem.startswith(f"{severity}: Invalid version constraint")


def test_the_source_of_a_module_is_checked_as_what_it_evaluates_to(terraform: Terraform) -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./a"\n}\n',
        "a/main.tf": 'module "n" {\n  source = "${path.module}/b"\n}\n',
        "a/b/main.tf": "",
    }
    first, *_ = terraform(files).problems()
    assert first == 'warning: Invalid module source: "a/b" is not an address of a module.'


class TestAModuleAsAWhole:
    """Whoever looks at all outputs of a module gets an object of them."""

    FILES: ClassVar[dict[str, str]] = {
        "main.tf": """
            module "c" {
              source = "./m"
            }
            module "k" {
              source   = "./m"
              for_each = { a = 1, b = 2 }
              i        = each.value
            }
        """,
        "m/main.tf": """
            variable "i" {
              default = 7
            }
            output "o" {
              value = var.i + 1
            }
            output "t" {
              value = "x"
            }
        """,
    }

    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ("keys(module.c)", ["o", "t"]),
            ("length(module.c)", 2),
            ('lookup(module.c, "o", 1)', 8),
            ('contains(keys(module.c), "z")', False),
            ("merge(module.c, { z = 1 })", {"o": 8, "t": "x", "z": 1}),
            ("{ for k, v in module.c : k => v }", {"o": 8, "t": "x"}),
            ("[for v in module.c : v]", [8, "x"]),
            ("jsonencode(module.c)", '{"o":8,"t":"x"}'),
            ("jsonencode(module.k)", '{"a":{"o":2,"t":"x"},"b":{"o":3,"t":"x"}}'),
            ("jsonencode(values(module.k))", '[{"o":2,"t":"x"},{"o":3,"t":"x"}]'),
            ("keys(module.k)", ["a", "b"]),
            ("values(module.k)[*].o", [2, 3]),
            ('"%{ for k, v in module.c }${k}=${v};%{ endfor }"', "o=8;t=x;"),
        ],
    )
    def test_its_outputs_are_known(self, terraform: Terraform, expression: str, value: Any) -> None:
        assert terraform(self.FILES).eval(expression) == value

    def test_a_module_that_cannot_be_read_completely_may_have_more(self, terraform: Terraform) -> None:
        files = {**self.FILES, "m/more.tf": 'output "z" {\n'}
        assert terraform(files).eval("length(module.c)") is None

    def test_a_sensitive_output_stays_so(self, terraform: Terraform) -> None:
        text = 'output "s" {\n  value     = "hunter2"\n  sensitive = true\n}\n'
        loaded = terraform({**self.FILES, "m/more.tf": text})
        assert loaded.eval("[for v in module.c : v]") == [8, "(sensitive value)", "x"]
        assert loaded.eval("jsonencode(module.c)") == "(sensitive value)"
