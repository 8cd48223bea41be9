resource "aws_glue_data_catalog_encryption_settings" "fail_nopassword" {
  data_catalog_encryption_settings {
    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
    }
  }
}
