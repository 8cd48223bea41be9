# --- People: short sessions through IAM Identity Center, no long-lived keys ---------------------------------------------

# aws configure sso --profile raw-data; aws sso login --profile raw-data
resource "aws_ssoadmin_permission_set" "uploader" {
  count = var.identity_center == null ? 0 : 1

  name             = "DataUploader"
  description      = "Uploads raw data from the command line"
  instance_arn     = var.identity_center.instance_arn
  session_duration = "PT1H"
}

resource "aws_ssoadmin_permission_set_inline_policy" "uploader" {
  count = var.identity_center == null ? 0 : 1

  instance_arn       = var.identity_center.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.uploader[0].arn
  inline_policy      = data.aws_iam_policy_document.uploader.json
}

resource "aws_ssoadmin_account_assignment" "uploader" {
  count = var.identity_center == null ? 0 : 1

  instance_arn       = var.identity_center.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.uploader[0].arn
  principal_type     = "GROUP"
  principal_id       = var.identity_center.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = local.account_id

  depends_on = [aws_ssoadmin_permission_set_inline_policy.uploader]
}

data "aws_iam_policy_document" "uploader" {
  statement {
    sid       = "Upload"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${module.bucket["raw-data"].arn}/${local.source_prefix}*", "${module.bucket["raw-data"].arn}/test/*"]
  }

  # Completing an upload in parts takes kms:Decrypt.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data.arn]
  }
}
