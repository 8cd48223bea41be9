resource "aws_dlm_lifecycle_policy" "pass_on" {
  policy_details {
    policy_type = "EVENT_BASED_POLICY"
    action {
      name = "a"
      cross_region_copy {
        encryption_configuration { encrypted = true }
        target = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "pass_cmk" {
  policy_details {
    action {
      name = "a"
      cross_region_copy {
        encryption_configuration {
          encrypted = "true"
          cmk_arn   = "k"
        }
        target = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_absent" {
  policy_details {
    action {
      name = "a"
      cross_region_copy {
        encryption_configuration {}
        target = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_off" {
  policy_details {
    policy_type = "EVENT_BASED_POLICY"
    action {
      name = "a"
      cross_region_copy {
        encryption_configuration { encrypted = false }
        target = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "pass_none" {
  policy_details {
    resource_types = ["VOLUME"]
    schedule {
      name = "s"
      create_rule { interval = 24 }
    }
  }
}
