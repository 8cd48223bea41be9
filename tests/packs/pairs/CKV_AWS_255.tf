resource "aws_dlm_lifecycle_policy" "pass_on" {
  policy_details {
    resource_types = ["VOLUME"]
    schedule {
      name = "s"
      cross_region_copy_rule {
        encrypted = true
        target    = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "pass_cmk" {
  policy_details {
    schedule {
      name = "s"
      cross_region_copy_rule {
        encrypted = "true"
        cmk_arn   = "k"
        target    = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_absent" {
  policy_details {
    schedule {
      name = "s"
      cross_region_copy_rule { target = "us-east-1" }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_off" {
  policy_details {
    schedule {
      name = "s"
      cross_region_copy_rule {
        encrypted = false
        target    = "us-east-1"
      }
    }
  }
}
resource "aws_dlm_lifecycle_policy" "fail_second" {
  policy_details {
    schedule {
      name = "s"
      cross_region_copy_rule {
        encrypted = true
        target    = "us-east-1"
      }
    }
    schedule {
      name = "t"
      cross_region_copy_rule {
        encrypted = false
        target    = "us-east-1"
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
