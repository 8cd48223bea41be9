resource "aws_dlm_lifecycle_policy" "fail_noblock" {
  policy_details {
    action {
      name = "a"
      cross_region_copy { target = "us-east-1" }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_second" {
  policy_details {
    action {
      name = "a"
      cross_region_copy {
        encryption_configuration { encrypted = true }
        target = "us-east-1"
      }
      cross_region_copy {
        encryption_configuration { encrypted = false }
        target = "us-west-2"
      }
    }
  }
}
