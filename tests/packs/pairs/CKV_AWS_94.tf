resource "aws_glue_data_catalog_encryption_settings" "pass_on" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      aws_kms_key_id                       = aws_kms_key.x.arn
      return_connection_password_encrypted = true
    }
    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = aws_kms_key.x.arn
    }
  }
}
resource "aws_glue_data_catalog_encryption_settings" "pass_text" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      aws_kms_key_id                       = "x"
      return_connection_password_encrypted = "true"
    }
    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = "x"
    }
  }
}
resource "aws_glue_data_catalog_encryption_settings" "fail_rest" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      aws_kms_key_id                       = "x"
      return_connection_password_encrypted = true
    }
    encryption_at_rest {
      catalog_encryption_mode = "DISABLED"
    }
  }
}
resource "aws_glue_data_catalog_encryption_settings" "fail_password" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      return_connection_password_encrypted = false
    }
    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = "x"
    }
  }
}
