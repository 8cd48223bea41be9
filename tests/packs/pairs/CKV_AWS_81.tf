resource "aws_msk_cluster" "pass_kms" {
  cluster_name = "c"
  encryption_info { encryption_at_rest_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x" }
}
resource "aws_msk_cluster" "pass_tls" {
  cluster_name = "c"
  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }
}
resource "aws_msk_cluster" "fail_plain" {
  cluster_name = "c"
  encryption_info {
    encryption_in_transit {
      client_broker = "PLAINTEXT"
      in_cluster    = true
    }
  }
}
resource "aws_msk_cluster" "fail_both" {
  cluster_name = "c"
  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
    encryption_in_transit { client_broker = "TLS_PLAINTEXT" }
  }
}
resource "aws_msk_cluster" "fail_cluster" {
  cluster_name = "c"
  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = false
    }
  }
}
