"""Policies that AWS maintains: the actions that they certainly allow, on every resource. They may allow more.

The source is the AWS Managed Policy Reference Guide. AWS adds actions to these policies, and does not remove these actions from the roles
that rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping

_LOGS = ("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
_INTERFACES = ("ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces")
_STREAM = ("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams")

SURELY_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "AWSGlueServiceRole": ("glue:*",),
    "AWSLambdaBasicExecutionRole": _LOGS,
    "AWSLambdaDynamoDBExecutionRole": (*[f"dynamodb:{action}" for action in _STREAM], *_LOGS),
    "AWSLambdaKinesisExecutionRole": (*[f"kinesis:{action}" for action in _STREAM], *_LOGS),
    "AWSLambdaSQSQueueExecutionRole": (
        "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", *_LOGS,
    ),
    "AWSLambdaVPCAccessExecutionRole": (*_INTERFACES, *_LOGS),
    "AWSLambda_FullAccess": ("lambda:*",),
    "AWSXRayDaemonWriteAccess": ("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
    "AmazonDynamoDBFullAccess": ("dynamodb:*",),
    "AmazonEC2FullAccess": ("ec2:*",),
    "AmazonECSTaskExecutionRolePolicy": (
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer",
        "logs:CreateLogStream", "logs:PutLogEvents",
    ),
    "AmazonS3FullAccess": ("s3:*",),
    "AmazonS3ReadOnlyAccess": ("s3:Get*", "s3:List*"),
    "AmazonSNSFullAccess": ("sns:*",),
    "AmazonSQSFullAccess": ("sqs:*",),
    "CloudWatchAgentServerPolicy": ("cloudwatch:PutMetricData", *_LOGS),
    "CloudWatchLogsFullAccess": ("logs:*",),
    "IAMFullAccess": ("iam:*",),
    "SecretsManagerReadWrite": ("secretsmanager:*",),
}  # fmt: skip
"""Name (without its path) to actions."""
