resource "aws_dlm_lifecycle_policy" "pass_noaction" {
  description = "x"
}
resource "aws_dlm_lifecycle_policy" "fail_absent" {
  policy_details {
    action {
      name = "x"
      cross_region_copy {
        target = "us-east-1"
      }
    }
  }
}
