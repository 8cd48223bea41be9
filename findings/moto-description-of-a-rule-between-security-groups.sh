#!/bin/bash
# Moto 5.2.5 loses the description of a security group's rule if its source is another group. For a range of addresses, it is kept.
#
# Expected: both rules have the description that they were made with.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[ec2]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws

print("moto", version("moto"))
with mock_aws():
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    group = ec2.create_security_group(GroupName="example", Description="example", VpcId=vpc)["GroupId"]
    seen = []
    for source in (
        {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "clients"}]},
        {"UserIdGroupPairs": [{"GroupId": group, "Description": "members"}]},
    ):
        permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **source}
        [rule] = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])["SecurityGroupRules"]
        seen.append(rule.get("Description"))
print("expected: ['clients', 'members']")
print("seen:    ", seen)
sys.exit(0 if seen == ["clients", None] else 1)
PYTHON
