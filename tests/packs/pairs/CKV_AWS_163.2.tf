resource "aws_ecr_repository" "fail_dyn" {
  dynamic "image_scanning_configuration" {
    for_each = []
    content {
      scan_on_push = true
    }
  }
}
