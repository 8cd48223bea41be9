resource "aws_dlm_lifecycle_policy" "pass_cmk" {
  policy_details {
    schedule {
      name = "x"
      cross_region_copy_rule {
        target    = "us-west-2"
        encrypted = true
        cmk_arn   = aws_kms_key.x.arn
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "pass_nocopy" {
  policy_details {
    schedule {
      name = "x"
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_off" {
  policy_details {
    schedule {
      cross_region_copy_rule {
        target    = "us-west-2"
        encrypted = false
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_nokey" {
  policy_details {
    schedule {
      cross_region_copy_rule {
        target    = "us-west-2"
        encrypted = true
      }
    }
  }
}
