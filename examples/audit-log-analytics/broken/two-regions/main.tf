terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

provider "aws" {
  region = "us-east-2"
}

provider "aws" {
  alias  = "logs"
  region = "us-west-2"
}

variable "secret_arn" {
  description = "The secret with the password of Redshift."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets in three zones."
  type        = list(string)
}

resource "aws_s3_bucket" "logs" {
  provider = aws.logs

  bucket = "sandbox-wau-audit-logs"
}

resource "aws_kms_key" "logs" {
  enable_key_rotation = true
}

resource "aws_iam_role" "redshift" {
  name_prefix = "AmazonRedshift-CommandsAccessRole-"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "redshift.amazonaws.com" } }]
  })
}

resource "aws_iam_role" "glue" {
  name = "wau-audit-logs-glue"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_redshiftserverless_namespace" "logs" {
  namespace_name                   = "wau-audit-logs"
  db_name                          = "wau_audit"
  kms_key_id                       = aws_kms_key.logs.arn
  log_exports                      = ["connectionlog", "useractivitylog", "userlog"]
  iam_roles                        = [aws_iam_role.redshift.arn]
  admin_username                   = "analytics"
  manage_admin_password            = true
  admin_password_secret_kms_key_id = aws_kms_key.logs.arn
}

resource "aws_redshiftserverless_workgroup" "logs" {
  namespace_name       = aws_redshiftserverless_namespace.logs.namespace_name
  workgroup_name       = "wau-audit-logs"
  enhanced_vpc_routing = true
  subnet_ids           = var.subnet_ids
}

resource "aws_redshiftdata_statement" "table" {
  workgroup_name = aws_redshiftserverless_workgroup.logs.workgroup_name
  database       = "dev"
  secret_arn     = var.secret_arn
  sql            = "CREATE TABLE wau_audit_logs (event_time TIMESTAMP, user_name VARCHAR(256), action VARCHAR(256))"
}

resource "aws_glue_catalog_database" "this" {
  for_each = toset(["wau_audit_log_files", "wau_audit_log_tables"])

  name = each.key
}

resource "aws_glue_connection" "redshift" {
  name            = "redshift"
  connection_type = "JDBC"

  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:redshift://${aws_redshiftserverless_workgroup.logs.endpoint[0].address}:5439/dev"
    JDBC_ENFORCE_SSL    = "true"
    SECRET_ID           = var.secret_arn
  }
}

resource "aws_glue_job" "populate" {
  name              = "populate-redshift-wau-audit-logs"
  role_arn          = aws_iam_role.glue.arn
  glue_version      = "3.0"
  worker_type       = "G.1X"
  number_of_workers = 4
  connections       = [aws_glue_connection.redshift.name]

  command {
    python_version  = "3"
    script_location = "s3://${aws_s3_bucket.logs.bucket}/populate_redshift.py"
  }

  default_arguments = {
    "--job-bookmark-option" = "job-bookmark-pause"
    "--catalog_database"    = aws_glue_catalog_database.this["wau_audit_log_files"].name
    "--source_table"        = "csv"
    "--target_table"        = "dev_public_wau_audit_logs"
  }
}
