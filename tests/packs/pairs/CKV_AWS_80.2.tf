resource "aws_msk_cluster" "pass_var" {
  logging_info {
    broker_logs {
      s3 {
        enabled = var.on
        bucket  = aws_s3_bucket.logs.id
        prefix  = "x"
      }
    }
  }
}
variable "on" {
  default = true
}
resource "aws_msk_cluster" "fail_dyn" {
  dynamic "logging_info" {
    for_each = []
    content {
      broker_logs {
        s3 {
          enabled = true
        }
      }
    }
  }
}
