# --- The archive: written once, read often, deleted by nobody -----------------------------------------------------------

resource "aws_s3_bucket" "audit" {
  bucket              = "${var.name}-records"
  object_lock_enabled = true

  tags = {
    DataClassification = "Confidential"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id

  rule {
    default_retention {
      mode  = "COMPLIANCE"
      years = var.retention_years
    }
  }

  depends_on = [aws_s3_bucket_versioning.all]
}

resource "aws_s3_bucket_lifecycle_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id

  rule {
    id     = "records"
    status = "Enabled"

    filter {}

    # Athena reads both classes; objects in GLACIER or DEEP_ARCHIVE it leaves out.
    transition {
      days          = 90
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = 365
      storage_class = "GLACIER_IR"
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.all]
}

# --- Batches that could not be recorded: Lambda puts them here, with the changes in them --------------------------------

resource "aws_s3_bucket" "failed" {
  bucket = "${var.name}-failed"

  tags = {
    DataClassification = "Confidential"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "failed" {
  bucket = aws_s3_bucket.failed.id

  # What is replayed is deleted by hand, and goes a month later. What is not replayed stays.
  rule {
    id     = "replayed"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.all]
}

# --- What Athena answered: worth nothing after a month, and never in the archive: the crawler would read it -------------

resource "aws_s3_bucket" "results" {
  bucket = "${var.name}-query-results"

  tags = {
    DataClassification = "Confidential"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "results" {
  bucket = aws_s3_bucket.results.id

  rule {
    id     = "results"
    status = "Enabled"

    filter {}

    expiration {
      days = 30
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.all]
}

# --- What protects all three --------------------------------------------------------------------------------------------

locals {
  buckets = {
    audit   = aws_s3_bucket.audit
    failed  = aws_s3_bucket.failed
    results = aws_s3_bucket.results
  }
}

resource "aws_s3_bucket_versioning" "all" {
  for_each = local.buckets

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "all" {
  for_each = local.buckets

  bucket = each.value.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.audit.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "all" {
  for_each = local.buckets

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "all" {
  for_each = local.buckets

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_logging" "all" {
  for_each = local.buckets

  bucket        = each.value.id
  target_bucket = var.access_log_bucket
  target_prefix = "${var.name}/${each.key}/"
}

resource "aws_s3_bucket_policy" "all" {
  for_each = local.buckets

  bucket = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [each.value.arn, "${each.value.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.all]
}
