# Batch data pipeline: raw data (S3) -> Lambda trigger -> Glue ETL job -> processed data (S3), with a data catalog.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = var.aws_region

  # Refuses to plan in any other account than the one the policies below are written for.
  allowed_account_ids = [var.aws_account_id]

  default_tags {
    tags = {
      Project     = var.project_name
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}

# Bucket names are global: the suffix keeps them free.
resource "random_id" "bucket_suffix" {
  byte_length = 4
}

locals {
  # Every bucket of the pipeline; what all of them need is written once, with for_each.
  buckets = {
    raw_data       = aws_s3_bucket.raw_data
    processed_data = aws_s3_bucket.processed_data
    scripts        = aws_s3_bucket.scripts
    temp           = aws_s3_bucket.temp
  }

  functions = {
    data_processor = aws_lambda_function.data_processor
    job_monitor    = aws_lambda_function.job_monitor
  }
}
