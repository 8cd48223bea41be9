# --- The central bucket: audit logs in csv/, beside them the job's script and what it loads in between ------------------

resource "aws_s3_bucket" "logs" {
  bucket = var.name

  tags = {
    DataClassification = "Confidential"
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket = aws_s3_bucket.logs.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id

  # What other accounts write belongs to this one.
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.logs.arn
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_logging" "logs" {
  bucket = aws_s3_bucket.logs.id

  target_bucket = var.access_log_bucket
  target_prefix = "${var.name}/"
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    id     = "logs"
    status = "Enabled"

    filter {
      prefix = local.csv_prefix
    }

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    expiration {
      days = var.retention_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  rule {
    id     = "temporary"
    status = "Enabled"

    filter {
      prefix = local.temp_prefix
    }

    expiration {
      days = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.logs]
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.bucket.json

  depends_on = [aws_s3_bucket_public_access_block.logs]
}

# --- The access point: who may write is said here, not at the bucket ----------------------------------------------------

resource "aws_s3_access_point" "logs" {
  name   = "${var.name}-in"
  bucket = aws_s3_bucket.logs.id

  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }

  # Its policy is a resource of its own: the policy names the access point.
  lifecycle {
    ignore_changes = [policy]
  }
}

resource "aws_s3control_access_point_policy" "logs" {
  access_point_arn = aws_s3_access_point.logs.arn
  policy           = data.aws_iam_policy_document.access_point.json
}

# --- The job's code -----------------------------------------------------------------------------------------------------

resource "aws_s3_object" "job" {
  for_each = toset(["populate_redshift.py", "audit_records.py"])

  bucket      = aws_s3_bucket.logs.id
  key         = "${local.script_prefix}${each.key}"
  source      = "${path.module}/job/${each.key}"
  source_hash = filemd5("${path.module}/job/${each.key}")

  depends_on = [aws_s3_bucket_server_side_encryption_configuration.logs, aws_s3_bucket_versioning.logs]
}
