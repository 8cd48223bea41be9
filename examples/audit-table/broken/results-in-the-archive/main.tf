terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["glue.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "crawler" {
  name               = "AWSGlueServiceRole-orders"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "crawler" {
  name = "orders"
  role = aws_iam_role.crawler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:*", Resource = "*" },
      { Effect = "Allow", Action = "glue:*", Resource = "*" },
    ]
  })
}

resource "aws_glue_catalog_database" "orders" {
  name = "orders"
}

resource "aws_glue_crawler" "orders" {
  name          = "orders"
  database_name = aws_glue_catalog_database.orders.name
  role          = aws_iam_role.crawler.arn

  s3_target {
    path = "s3://example-corp-orders-records/"
  }
}

resource "aws_athena_workgroup" "orders" {
  name = "orders"

  configuration {
    enforce_workgroup_configuration = false

    result_configuration {
      output_location = "s3://example-corp-orders-records/results/"
    }
  }
}

resource "aws_athena_named_query" "returned" {
  name      = "returned"
  workgroup = aws_athena_workgroup.orders.id
  database  = "default"
  query     = "SELECT * FROM example_corp_orders_records WHERE state = 'RETURNED'"
}

resource "aws_athena_named_query" "forget" {
  name      = "forget"
  workgroup = aws_athena_workgroup.orders.id
  database  = aws_glue_catalog_database.orders.name
  query     = "DELETE FROM example_corp_orders_records WHERE state = 'RETURNED'"
}
