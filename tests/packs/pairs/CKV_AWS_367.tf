resource "aws_sagemaker_data_quality_job_definition" "stricter_key" {
  data_quality_job_output_config {
    kms_key_id = aws_kms_key.x.arn
    monitoring_outputs {
      s3_output {
        s3_uri = "s3://x"
      }
    }
  }
}
resource "aws_sagemaker_data_quality_job_definition" "stricter_literal" {
  data_quality_job_output_config {
    kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
  }
}
resource "aws_sagemaker_data_quality_job_definition" "fail_absent" {
  data_quality_job_output_config {
    monitoring_outputs {
      s3_output {
        s3_uri = "s3://x"
      }
    }
  }
}
resource "aws_sagemaker_data_quality_job_definition" "fail_empty" {
  data_quality_job_output_config {
    kms_key_id = ""
  }
}
