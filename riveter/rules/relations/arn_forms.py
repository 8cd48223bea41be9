"""How the ARNs of AWS resources are made: `arn:aws:sns:eu-west-1:123456789012:orders` is the topic `orders` of that region and account."""

from __future__ import annotations

from typing import Any, NamedTuple

from riveter.core.alternatives import Alternatives
from riveter.core.causes import UncertainMatch
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown
from riveter.resource import Resource

_WILDCARDS = late(r"([*?]+|\$\{[^}]*\})")
_S3_ADDRESS = late(r"s3[an]?://")
_MADE_NAME = "terraform-"
"""What names begin with that the AWS provider makes because the configuration has none."""


class ArnForm(NamedTuple):
    """The form of the ARNs of a type.

    before: the text before the name in the last part. attribute: the attribute with the name; empty if AWS makes it.
    follow: the characters after which an ARN continues with a part of the resource, such as the version of a function.
    regional, of_account: whether the ARN names the region and the account. folder: the attribute with a path before the name.
    made: AWS adds something to the name. between: the text before what it adds; empty if that may be missing as well.
    """

    service: str
    before: str
    attribute: str = ""
    follow: str = ""
    regional: bool = True
    of_account: bool = True
    folder: str = ""
    made: bool = False
    between: str = ""

    @property
    def pattern(self) -> tuple[str, str]:
        """The form as a pattern without `arn:aws:`, with `{}` for the name, and the attribute with the name, if it has one."""
        place = f"{self.service}:{'*' if self.regional else ''}:{'*' if self.of_account else ''}:{self.before}"
        return (f"{place}*", "") if self.made or self.folder or not self.attribute else (f"{place}{{}}", self.attribute)


def _iam(kind: str) -> ArnForm:
    return ArnForm("iam", f"{kind}/", "name", regional=False, folder="path")


_CLUSTER = ArnForm("rds", "cluster:", "cluster_identifier")
_BALANCER = ArnForm("elasticloadbalancing", "loadbalancer/", "name", made=True, between="/")
_TARGETS = ArnForm("elasticloadbalancing", "targetgroup/", "name", made=True, between="/")
_KINDS_OF_BALANCERS = {None: "app/", "application": "app/", "network": "net/", "gateway": "gwy/"}
_KEY = ArnForm("kms", "key/")
_SEARCH = ArnForm("es", "domain/", "domain_name", "/")

FORMS: dict[str, ArnForm] = {
    "aws_acm_certificate": ArnForm("acm", "certificate/"),
    "aws_alb": _BALANCER,
    "aws_alb_target_group": _TARGETS,
    "aws_backup_vault": ArnForm("backup", "backup-vault:", "name"),
    "aws_cloudfront_distribution": ArnForm("cloudfront", "distribution/", regional=False),
    "aws_cloudtrail": ArnForm("cloudtrail", "trail/", "name"),
    "aws_cloudwatch_event_bus": ArnForm("events", "event-bus/", "name"),
    "aws_cloudwatch_log_group": ArnForm("logs", "log-group:", "name", ":"),
    "aws_codebuild_project": ArnForm("codebuild", "project/", "name"),
    "aws_cognito_user_pool": ArnForm("cognito-idp", "userpool/"),
    "aws_db_instance": ArnForm("rds", "db:", "identifier"),
    "aws_docdb_cluster": _CLUSTER,
    "aws_dynamodb_table": ArnForm("dynamodb", "table/", "name", "/"),
    "aws_ecr_repository": ArnForm("ecr", "repository/", "name"),
    "aws_ecs_cluster": ArnForm("ecs", "cluster/", "name"),
    "aws_efs_file_system": ArnForm("elasticfilesystem", "file-system/"),
    "aws_eks_cluster": ArnForm("eks", "cluster/", "name"),
    "aws_elasticsearch_domain": _SEARCH,
    "aws_glue_catalog_database": ArnForm("glue", "database/", "name"),
    "aws_iam_group": _iam("group"),
    "aws_iam_instance_profile": _iam("instance-profile"),
    "aws_iam_policy": _iam("policy"),
    "aws_iam_role": _iam("role"),
    "aws_iam_user": _iam("user"),
    "aws_kinesis_firehose_delivery_stream": ArnForm("firehose", "deliverystream/", "name"),
    "aws_kinesis_stream": ArnForm("kinesis", "stream/", "name", "/"),
    "aws_kms_external_key": _KEY,
    "aws_kms_key": _KEY,
    "aws_kms_replica_key": _KEY,
    "aws_lambda_function": ArnForm("lambda", "function:", "function_name", ":"),
    "aws_lb": _BALANCER,
    "aws_lb_target_group": _TARGETS,
    "aws_msk_cluster": ArnForm("kafka", "cluster/", "cluster_name", made=True, between="/"),
    "aws_neptune_cluster": _CLUSTER,
    "aws_opensearch_domain": _SEARCH,
    "aws_rds_cluster": _CLUSTER,
    "aws_s3_bucket": ArnForm("s3", "", "bucket", "/", regional=False, of_account=False),
    "aws_secretsmanager_secret": ArnForm("secretsmanager", "secret:", "name", made=True),
    "aws_sfn_state_machine": ArnForm("states", "stateMachine:", "name", ":"),
    "aws_sns_topic": ArnForm("sns", "", "name"),
    "aws_sqs_queue": ArnForm("sqs", "", "name"),
    "aws_ssm_parameter": ArnForm("ssm", "parameter/", "name"),
}
"""The forms by type."""

SERVICES = frozenset(form.service for form in FORMS.values())


class Arn(NamedTuple):
    """The parts of an ARN, each a text or an unknown value; `resource` is the last one."""

    service: str
    region: Any
    account: Any
    resource: Any


def read_arn(value: Any) -> Arn | None:
    """Return the parts of an ARN of a service in `FORMS`; None for any other value. A hole is one part, or all that follows.

    An address like `s3://logs/csv/` means the same as `arn:aws:s3:::logs/csv/`.
    """
    if type(value) is str and not value.startswith(("arn:", "s3")):  # most of them
        return None
    scheme = _S3_ADDRESS.match(value) if isinstance(value, str) else None
    if isinstance(value, PartialText):
        scheme = _S3_ADDRESS.match(value.prefix)
    if scheme is not None:
        return _of_s3_address(value, scheme.end())
    if isinstance(value, str):
        if not value.startswith("arn:"):
            return None
        parts: tuple[str | Hole, ...] = (value,)
    elif isinstance(value, PartialText) and value.prefix.startswith("arn:"):
        parts = value.parts
    else:
        return None
    segments: list[list[str | Hole]] = [[]]
    for part in parts:
        texts: list[str | Hole] = [*part.split(":", 6 - len(segments))] if isinstance(part, str) else [part]
        for at, text in enumerate(texts):
            if at:
                segments.append([])
            if text != "":
                segments[-1].append(text)
    if len(segments) < 3 or len(segments[2]) != 1 or segments[2][0] not in SERVICES:
        return None
    service, rest = str(segments[2][0]), [_joined(segment) for segment in segments[3:]]
    if len(rest) < 3:
        last = rest[-1] if rest else ""
        if not isinstance(last, Unknown):
            return None
        rest += [last] * (3 - len(rest))  # the hole may contain the other parts, too
    return Arn(service, *rest)


def _of_s3_address(value: str | PartialText, start: int) -> Arn:
    """Return the parts of the ARN that an address in S3 means. start: where the name of the bucket begins."""
    texts: tuple[str | Hole, ...] = (value,) if isinstance(value, str) else value.parts
    first = texts[0]
    segment = [first[start:] if isinstance(first, str) else first, *texts[1:]]
    return Arn("s3", "", "", _joined([part for part in segment if part != ""]))


def bucket_in(value: Any) -> Any:
    """Return the name of the bucket in an address in S3; any other value as it is."""
    scheme = _S3_ADDRESS.match(value) if isinstance(value, str) else None
    return value if scheme is None else value[scheme.end() :].partition("/")[0]


def _joined(segment: list[str | Hole]) -> Any:
    """Return a part of an ARN; wildcards and policy variables are unknown parts of it."""
    pieces: list[str | Hole] = []
    for part in segment:
        if isinstance(part, Hole):
            pieces.append(part)
            continue
        for at, text in enumerate(_WILDCARDS.split(part)):
            if text:
                pieces.append(Hole(Unknown(UncertainMatch("", text), not_null=True)) if at % 2 else text)
    if not pieces:
        return ""
    if len(pieces) == 1:
        only = pieces[0]
        return (
            only.value
            if isinstance(only, Hole) and not only.is_elements
            else only
            if isinstance(only, str)
            else PartialText((only,))
        )
    return PartialText(tuple(pieces))


def name_in(form: ArnForm, resource: Any) -> Any:
    """Return the name in the last part of an ARN; None if the ARN is not of this form."""
    if isinstance(resource, str):
        return _until(resource[len(form.before) :], form) if resource.startswith(form.before) else None
    if not isinstance(resource, PartialText):
        return resource
    first = resource.prefix
    if not first.startswith(form.before):
        return Unknown(resource.cause, resource.references, not_null=True) if form.before.startswith(first) else None
    pieces: list[str | Hole] = []
    for part in (first[len(form.before) :], *resource.parts[1 if first else 0 :]):
        if isinstance(part, str) and any(char in part for char in form.follow):
            pieces.append(_until(part, form) or "")
            break
        pieces.append(part)
    kept = [piece for piece in pieces if piece != ""]
    if len(kept) == 1:
        only = kept[0]
        return only.value if isinstance(only, Hole) else only
    if not any(isinstance(piece, Hole) for piece in kept):
        return "".join(piece for piece in kept if isinstance(piece, str))
    return PartialText(tuple(kept))


def _until(text: str, form: ArnForm) -> str | None:
    """Return the name at the start of a text."""
    for char in form.follow:
        text = text.partition(char)[0]
    # without a text before it, only a simple name is one of this type
    return None if not text or (not form.before and (":" in text or "/" in text)) else text


def own_name(form: ArnForm, resource: Resource) -> Any:
    """Return the name in the ARN of a resource."""
    value = resource.values.get(form.attribute) if form.attribute else None
    if form.made or not form.attribute:
        return _made(resource, _start(form, resource, value))
    if value is None:
        prefix = resource.values.get(f"{form.attribute}_prefix")
        return _made(resource, prefix if isinstance(prefix, str) else "" if prefix is not None else _MADE_NAME)
    if form.folder:
        return _in_folder(resource.values.get(form.folder), value)
    return value.removeprefix("/") if form.service == "ssm" and isinstance(value, str) else value


def _start(form: ArnForm, resource: Resource, name: Any) -> str:
    """Return the known start of a name to which AWS adds something."""
    prefix = resource.values.get(f"{form.attribute}_prefix") if form.made and name is None else None
    found = (
        f"{name}{form.between}" if isinstance(name, str) and form.made else prefix if isinstance(prefix, str) else ""
    )
    if form is not _BALANCER:
        return found
    kind = resource.values.get("load_balancer_type")
    before = _KINDS_OF_BALANCERS.get(kind) if kind is None or isinstance(kind, str) else None
    return "" if before is None else f"{before}{found}"


def _made(resource: Resource, prefix: str) -> Unknown:
    """Return a name of which only the start is known."""
    rest = Unknown(UncertainMatch(resource.address, ""), (resource.address,), not_null=True)
    return PartialText((prefix, Hole(rest))) if prefix else rest


def _in_folder(folder: Any, name: Any) -> Any:
    """Return a name of IAM with its path, without the first slash."""
    if folder is None or folder == "/":
        return name
    if isinstance(folder, str):
        start: tuple[str | Hole, ...] = (folder.removeprefix("/"),)
    elif isinstance(folder, Unknown):
        start = (Hole(Unknown(folder.cause, folder.references, not_null=True)),)
    else:
        return name
    if isinstance(name, PartialText):
        return PartialText((*start, *name.parts))
    if isinstance(name, Unknown) or isinstance(start[0], Hole):
        end = Hole(Unknown(name.cause, name.references, not_null=True)) if isinstance(name, Unknown) else str(name)
        return PartialText((*start, end))
    return f"{start[0]}{name}"


def is_arn(value: Any) -> bool:
    """Return whether a value is, in each of its alternatives, an ARN whose parts are read."""
    if isinstance(value, Alternatives):
        return all(is_arn(option) for option in value.values)
    return read_arn(value) is not None


def may_be_arn(value: Any) -> bool:
    """Return whether a value is, in one of its alternatives, an ARN whose parts are read."""
    if isinstance(value, Alternatives):
        return any(may_be_arn(option) for option in value.values)
    return read_arn(value) is not None
