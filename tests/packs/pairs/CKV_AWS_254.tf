resource "aws_dlm_lifecycle_policy" "pass_cmk" {
  policy_details {
    policy_type = "EVENT_BASED_POLICY"
    action {
      name = "x"
      cross_region_copy {
        target = "us-east-1"
        encryption_configuration {
          encrypted = true
          cmk_arn   = aws_kms_key.x.arn
        }
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "pass_schedule" {
  policy_details {
    schedule {
      name = "x"
      create_rule {
        interval = 24
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_off" {
  policy_details {
    policy_type = "EVENT_BASED_POLICY"
    action {
      name = "x"
      cross_region_copy {
        target = "us-east-1"
        encryption_configuration {
          encrypted = false
        }
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_nokey" {
  policy_details {
    action {
      cross_region_copy {
        encryption_configuration {
          encrypted = true
        }
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_empty" {
  policy_details {
    action {
      cross_region_copy {
        encryption_configuration {}
        target = "us-east-1"
      }
    }
  }
}
