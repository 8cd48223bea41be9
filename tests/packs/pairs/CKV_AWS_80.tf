resource "aws_msk_cluster" "pass_cw" {
  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = "x"
      }
    }
  }
}
resource "aws_msk_cluster" "pass_s3" {
  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled = false
      }
      s3 {
        enabled = true
        bucket  = "x"
      }
    }
  }
}
resource "aws_msk_cluster" "pass_fire" {
  logging_info {
    broker_logs {
      firehose {
        enabled         = "true"
        delivery_stream = "x"
      }
    }
  }
}
resource "aws_msk_cluster" "fail_absent" {
  cluster_name = "x"
}
resource "aws_msk_cluster" "fail_off" {
  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled = false
      }
      s3 {
        enabled = "false"
      }
    }
  }
}
resource "aws_msk_cluster" "fail_empty" {
  logging_info {
    broker_logs {}
  }
}
