resource "aws_ecs_cluster" "pass_cw" {
  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.x.arn
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = "x"
      }
    }
  }
}
resource "aws_ecs_cluster" "pass_s3" {
  configuration {
    execute_command_configuration {
      kms_key_id = "x"
      logging    = "OVERRIDE"
      log_configuration {
        s3_bucket_encryption_enabled = true
        s3_bucket_name               = "x"
      }
    }
  }
}
resource "aws_ecs_cluster" "fail_none" {
  configuration {
    execute_command_configuration {
      logging = "NONE"
    }
  }
}
resource "aws_ecs_cluster" "fail_unenc" {
  configuration {
    execute_command_configuration {
      kms_key_id = "x"
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = false
        cloud_watch_log_group_name     = "x"
      }
    }
  }
}
resource "aws_ecs_cluster" "fail_nokey" {
  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = "x"
      }
    }
  }
}
