resource "aws_athena_workgroup" "pass_kms" {
  configuration {
    result_configuration {
      output_location = "s3://x/"
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.x.arn
      }
    }
  }
}
resource "aws_athena_workgroup" "pass_s3" {
  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}
resource "aws_athena_workgroup" "fail_absent" {
  name = "x"
}
resource "aws_athena_workgroup" "fail_noenc" {
  configuration {
    result_configuration {
      output_location = "s3://x/"
    }
  }
}
resource "aws_athena_workgroup" "fail_noresult" {
  configuration {
    enforce_workgroup_configuration = true
  }
}
