resource "aws_kms_key" "aux" {}
resource "aws_imagebuilder_distribution_configuration" "pass_lit" {
  name = "d"
  distribution {
    region = "us-east-1"
    ami_distribution_configuration {
      name       = "n"
      kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
    }
  }
}
resource "aws_imagebuilder_distribution_configuration" "pass_ref" {
  name = "d"
  distribution {
    ami_distribution_configuration {
      kms_key_id = aws_kms_key.aux.arn
      launch_permission { user_ids = ["123456789012"] }
    }
    region = "us-east-1"
  }
}
resource "aws_imagebuilder_distribution_configuration" "fail_absent" {
  name = "d"
  distribution {
    region = "us-east-1"
    ami_distribution_configuration { name = "n" }
  }
}
resource "aws_imagebuilder_distribution_configuration" "fail_second" {
  name = "d"
  distribution {
    region = "us-east-1"
    ami_distribution_configuration { kms_key_id = aws_kms_key.aux.arn }
  }
  distribution {
    region = "us-west-2"
    ami_distribution_configuration { name = "x" }
  }
}
