terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

# Without an iam_role_arn, the stack is made with the permissions of whoever applies it.
resource "aws_cloudformation_stack" "profile" {
  name = "profile"

  template_body = jsonencode({
    AWSTemplateFormatVersion = "2010-09-09"
    Resources = {
      # A path in S3 has no history.
      Dataset = {
        Type = "AWS::DataBrew::Dataset"
        Properties = {
          Name  = "records"
          Input = { S3InputDefinition = { Bucket = "batch-pipeline-processed-data", Key = "tables/records/" } }
        }
      }

      # No JobSample: DataBrew reads the first 20,000 rows. No checks, no search for personal data.
      Profile = {
        Type = "AWS::DataBrew::Job"
        Properties = {
          Name           = "profile"
          Type           = "PROFILE"
          DatasetName    = { Ref = "Dataset" }
          RoleArn        = aws_iam_role.profile.arn
          EncryptionMode = "SSE-S3"
          OutputLocation = { Bucket = "batch-pipeline-processed-data", Key = "tables/profiles/" }
        }
      }
    }
  })
}

resource "aws_iam_role" "profile" {
  name = "profile"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "databrew.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "profile" {
  name = "profile"
  role = aws_iam_role.profile.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = "arn:aws:s3:::batch-pipeline-processed-data/*" }]
  })
}
