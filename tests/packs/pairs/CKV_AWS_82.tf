resource "aws_athena_workgroup" "pass_absent" {
  name = "x"
}
resource "aws_athena_workgroup" "pass_on" {
  configuration {
    enforce_workgroup_configuration = true
  }
}
resource "aws_athena_workgroup" "pass_default" {
  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}
resource "aws_athena_workgroup" "fail_off" {
  configuration {
    enforce_workgroup_configuration = false
  }
}
resource "aws_athena_workgroup" "fail_off_text" {
  name = "y"
  configuration {
    enforce_workgroup_configuration = "false"
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = "x"
      }
    }
  }
}
