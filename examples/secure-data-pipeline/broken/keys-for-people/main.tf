terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "instance_arn" {
  description = "The instance of IAM Identity Center."
  type        = string
}

resource "aws_iam_user" "maria" {
  name = "maria"
}

resource "aws_iam_access_key" "maria" {
  user = aws_iam_user.maria.name
}

resource "aws_ssoadmin_permission_set" "uploader" {
  name             = "DataUploader"
  instance_arn     = var.instance_arn
  session_duration = "PT12H"
}

resource "aws_ssoadmin_permission_set_inline_policy" "uploader" {
  instance_arn       = var.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.uploader.arn

  inline_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:*", "kms:GenerateDataKey"]
      Resource = "*"
    }]
  })
}
