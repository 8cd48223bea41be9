terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "role_arn" {
  description = "The role of the crawler."
  type        = string
}

resource "aws_glue_catalog_database" "export" {
  name = "my_export_db"
}

resource "aws_glue_crawler" "export" {
  name          = "export-jsonl-crawler"
  database_name = aws_glue_catalog_database.export.name
  role          = var.role_arn
  table_prefix  = "exported_"

  s3_target {
    path = "s3://my-export-data-bucket/"
  }
}

resource "aws_athena_workgroup" "primary" {
  name = "primary"

  configuration {
    enforce_workgroup_configuration = false

    result_configuration {
      output_location = "s3://my-export-data-bucket/"
    }
  }
}
