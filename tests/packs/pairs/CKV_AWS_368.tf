resource "aws_kms_key" "aux" {}
resource "aws_sagemaker_data_quality_job_definition" "stricter_lit" {
  job_resources {
    cluster_config {
      instance_count    = 1
      instance_type     = "ml.t3.medium"
      volume_size_in_gb = 20
      volume_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
    }
  }
}
resource "aws_sagemaker_data_quality_job_definition" "stricter_ref" {
  job_resources {
    cluster_config { volume_kms_key_id = aws_kms_key.aux.arn }
  }
}
resource "aws_sagemaker_data_quality_job_definition" "fail_absent" {
  job_resources {
    cluster_config {
      instance_count    = 1
      instance_type     = "ml.t3.medium"
      volume_size_in_gb = 20
    }
  }
}
resource "aws_sagemaker_data_quality_job_definition" "fail_null" {
  job_resources {
    cluster_config {
      instance_count    = 1
      volume_kms_key_id = null
    }
  }
}
