resource "aws_eks_cluster" "fail_dyn" {
  dynamic "encryption_config" {
    for_each = toset([])
    content {
      resources = ["secrets"]
      provider {
        key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
      }
    }
  }
}
resource "aws_eks_cluster" "pass_dyn" {
  dynamic "encryption_config" {
    for_each = toset(["arn:aws:kms:us-east-1:123456789012:key/1"])
    content {
      resources = ["secrets"]
      provider {
        key_arn = encryption_config.value
      }
    }
  }
}
