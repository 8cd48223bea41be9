terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "vpc_id" {
  type = string
}

resource "aws_subnet" "this" {
  count = 3

  vpc_id            = var.vpc_id
  availability_zone = ["eu-central-1a", "eu-central-1b", "eu-central-1b"][count.index]
  cidr_block        = cidrsubnet("10.80.0.0/20", 4, count.index)
}

resource "aws_subnet" "more" {
  count = 2

  vpc_id            = var.vpc_id
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  cidr_block        = cidrsubnet("10.90.0.0/20", 4, count.index)
}

resource "aws_kms_key" "logs" {
  enable_key_rotation = true
}

resource "aws_security_group" "redshift" {
  name   = "redshift"
  vpc_id = var.vpc_id
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["redshift.amazonaws.com", "glue.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "redshift" {
  name               = "wau-audit-logs-redshift"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_redshiftserverless_namespace" "logs" {
  namespace_name                   = "wau-audit-logs"
  db_name                          = "wau_audit"
  kms_key_id                       = aws_kms_key.logs.arn
  log_exports                      = ["userlog"]
  iam_roles                        = [aws_iam_role.redshift.arn]
  admin_username                   = "analytics"
  manage_admin_password            = true
  admin_password_secret_kms_key_id = aws_kms_key.logs.arn
}

resource "aws_redshiftserverless_workgroup" "logs" {
  namespace_name       = aws_redshiftserverless_namespace.logs.namespace_name
  workgroup_name       = "wau-audit-logs"
  publicly_accessible  = true
  enhanced_vpc_routing = true
  subnet_ids           = aws_subnet.this[*].id
  security_group_ids   = [aws_security_group.redshift.id]
}

resource "aws_redshiftserverless_workgroup" "second" {
  namespace_name       = aws_redshiftserverless_namespace.logs.namespace_name
  workgroup_name       = "wau-audit-logs-second"
  enhanced_vpc_routing = true
  subnet_ids           = aws_subnet.more[*].id
  security_group_ids   = [aws_security_group.redshift.id]

  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "true"
  }
}
