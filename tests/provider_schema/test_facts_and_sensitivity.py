"""Secrets and deprecations come from Pulumi's packages; what no schema tells is presumed from names."""

from __future__ import annotations

import pytest

from riveter.provider_schema import lookup
from tools.provider_schema.model import Attribute, Block, Provider
from tools.provider_schema.pulumi import read_facts
from tools.provider_schema.sensitivity import CURATED, presume, secret_by_name, telling_names


def pulumi_module(
    token: str, properties: list[str], *, secret: str = "", outputs: str = "", deprecated: dict[str, str] | None = None
) -> str:
    """A resource in the layout of Pulumi's generated Python."""
    name = token.rpartition(":")[2]
    getters = "".join(
        f'    @_builtins.property\n    @pulumi.getter\n    def {prop}(self):\n        """text"""\n\n'
        for prop in properties
    )
    warned = "".join(
        f'    @_builtins.property\n    @pulumi.getter\n    @_utilities.deprecated("""{why}""")\n    def {prop}(self):\n        pass\n\n'
        for prop, why in (deprecated or {}).items()
    )
    made_secret = (
        f'        __props__.__dict__["{secret}"] = None if {secret} is None else pulumi.Output.secret({secret})\n'
    )
    return (
        f"@pulumi.input_type\nclass {name}Args:\n    def __init__(self):\n        pass\n\n{getters}"
        f'@pulumi.type_token("{token}")\nclass {name}(pulumi.CustomResource):\n'
        f"    def _internal_init(self):\n{made_secret if secret else ''}"
        f"        secret_opts = pulumi.ResourceOptions(additional_secret_outputs=[{outputs}])\n\n{warned}"
    )


def strings(*names: str) -> dict[str, Attribute]:
    return {name: Attribute("string", optional=True) for name in names}


@pytest.fixture
def provider() -> Provider:
    types = {
        "aws_db_instance": Block(
            attributes=strings("engine", "name", "password", "username"), blocks={"option": Block("list")}
        ),
        "aws_kms_key": Block(attributes=strings("description", "policy")),
        "data.aws_db_instance": Block(attributes=strings("engine", "name", "password", "username")),
    }
    return Provider("hashicorp/aws", "9.0.0", "p", types)


def test_a_resource_is_found_again_by_name_and_attributes(provider: Provider) -> None:
    text = pulumi_module(
        "aws:db/instance:Instance", ["engine", "name", "password", "username", "options"], secret="password"
    )

    facts = read_facts([("pulumi_aws/db/instance.py", text)], provider)

    assert set(facts) == {"aws_db_instance"}
    assert facts["aws_db_instance"].sensitive == {"password"}


def test_a_resource_under_another_name_is_found_by_its_attributes(provider: Provider) -> None:
    text = pulumi_module(
        "aws:rds/database:Database", ["engine", "name", "password", "username", "options"], outputs='"password"'
    )

    assert set(read_facts([("pulumi_aws/rds/database.py", text)], provider)) == {"aws_db_instance"}


def test_a_resource_like_none_is_left_out(provider: Provider) -> None:
    text = pulumi_module("aws:x/thing:Thing", ["colour", "password", "size"], secret="password")

    assert read_facts([("pulumi_aws/x/thing.py", text)], provider) == {}


def test_names_are_brought_back_to_those_of_terraform(provider: Provider) -> None:
    text = pulumi_module(
        "aws:db/instance:Instance",
        ["engine", "name", "password", "username", "options"],
        outputs='"userName", "password"',
        deprecated={"options": "options is deprecated. Use another.", "engine": "Use of `engine` is discouraged."},
    )

    facts = read_facts([("pulumi_aws/db/instance.py", text)], provider)["aws_db_instance"]

    assert facts.sensitive == {"password"}  # user_name is no attribute of the type
    assert facts.deprecated == {"option"}  # a plural of Pulumi's; what is discouraged is not deprecated


def test_files_that_are_not_resources_are_passed_over(provider: Provider) -> None:
    assert read_facts([("pulumi_aws/__init__.py", "x"), ("pulumi_aws/db/__init__.py", "y")], provider) == {}


@pytest.mark.parametrize(
    "name",
    [
        "password", "master_password", "password_wo", "passwords", "client_secret", "secret_access_key", "private_key", "private_key_pem",
        "api_token", "auth_token", "connection_string", "credentials", "plaintext", "shared_key", "sas_token", "admin_password",
    ],
)  # fmt: skip
def test_names_that_mean_a_secret(name: str) -> None:
    assert secret_by_name(name, Attribute("string", optional=True))


@pytest.mark.parametrize(
    "name",
    [
        "password_length", "password_policy", "secret_arn", "secret_id", "secret_name", "token_url", "http_tokens", "kms_key_id",
        "next_token", "client_token", "key_name", "image_pull_secret", "public_key", "encryption_key", "bucket",
        "passwordless", "compass_direction",
    ],
)  # fmt: skip
def test_names_that_do_not(name: str) -> None:
    assert not secret_by_name(name, Attribute("string", optional=True))


def test_only_text_holds_secrets() -> None:
    assert not secret_by_name("password", Attribute("bool", optional=True))
    assert not secret_by_name("password", Attribute("number", optional=True))
    assert secret_by_name("passwords", Attribute("set(string)", optional=True))
    assert secret_by_name("credentials", Attribute("map(string)", optional=True))


def test_what_is_only_written_is_a_secret_whatever_its_name() -> None:
    assert secret_by_name("anything", Attribute("string", optional=True, write_only=True))


def test_the_block_says_what_a_value_is() -> None:
    value = Attribute("string", optional=True)

    assert secret_by_name("value", value, parent="connection_string")
    assert secret_by_name("value", value, parent="api_key")
    assert not secret_by_name("value", value, parent="tag")
    assert not secret_by_name("value", value)


def test_names_declared_sensitive_nearly_everywhere_tell_for_the_rest() -> None:
    def key(declared: bool) -> Block:
        return Block(
            attributes={"primary_key": Attribute("string", computed=True, sensitive="declared" if declared else "")}
        )

    types = {f"azurerm_{i}": key(True) for i in range(5)} | {"azurerm_new": Block(blocks={"inner": key(False)})}
    provider = Provider("hashicorp/azurerm", "1.0.0", "p", types)

    assert telling_names(provider) == {"primary_key"}
    presume(provider)
    assert types["azurerm_new"].blocks["inner"].attributes["primary_key"].sensitive == "presumed"


def test_names_that_are_secret_here_and_there_do_not_tell() -> None:
    types = {
        f"azurerm_{i}": Block(attributes={"value": Attribute("string", sensitive="declared" if i < 2 else "")})
        for i in range(5)
    }

    assert telling_names(Provider("hashicorp/azurerm", "1.0.0", "p", types)) == frozenset()


def test_the_exact_schema_outweighs_a_name_that_may_mean_something_else() -> None:
    def types() -> dict[str, Block]:
        return {
            "aws_x": Block(attributes={**strings("credentials", "password"), "id": Attribute("string", computed=True)})
        }

    newest, exact = Provider("h/aws", "6.0.0", "p", types()), Provider("h/aws", "5.0.0", "p", types())

    presume(newest, exact)

    assert newest.types["aws_x"].attributes["credentials"].sensitive == ""
    assert newest.types["aws_x"].attributes["password"].sensitive == "presumed"


def test_curated_attributes_are_marked() -> None:
    types = {"kubernetes_secret": Block(attributes={"data": Attribute("map(string)", optional=True)})}
    provider = Provider("hashicorp/kubernetes", "3.0.0", "p", types)

    assert presume(provider) == 1
    assert types["kubernetes_secret"].attributes["data"].sensitive == "presumed"


@pytest.mark.parametrize("full", sorted(path for paths in CURATED.values() for path in paths))
def test_every_curated_attribute_is_in_the_data_and_sensitive(full: str) -> None:
    parts = full.split(".")
    split = 2 if parts[0] in ("data", "ephemeral", "provider") else 1
    schema = lookup(".".join(parts[:split]))

    attribute = schema.attribute(parts[split:]) if schema else None

    assert attribute is not None, "remove it from the list"
    assert attribute.sensitive
