resource "aws_eks_cluster" "pass_secrets" {
  name = "x"
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
    }
  }
}
resource "aws_eks_cluster" "pass_refs" {
  name = "x"
  encryption_config {
    provider {
      key_arn = aws_kms_key.x.arn
    }
    resources = ["secrets"]
  }
}
resource "aws_eks_cluster" "fail_absent" {
  name = "x"
}
resource "aws_eks_cluster" "fail_none" {
  encryption_config {
    resources = []
    provider {
      key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
    }
  }
}
