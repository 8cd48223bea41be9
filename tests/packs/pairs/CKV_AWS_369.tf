resource "aws_sagemaker_data_quality_job_definition" "pass_on" {
  network_config {
    enable_inter_container_traffic_encryption = true
  }
}
resource "aws_sagemaker_data_quality_job_definition" "pass_text" {
  network_config {
    enable_inter_container_traffic_encryption = "true"
    enable_network_isolation                  = true
  }
}
resource "aws_sagemaker_data_quality_job_definition" "fail_absent" {
  name = "x"
}
resource "aws_sagemaker_data_quality_job_definition" "fail_off" {
  network_config {
    enable_inter_container_traffic_encryption = false
  }
}
resource "aws_sagemaker_data_quality_job_definition" "fail_other" {
  network_config {
    enable_network_isolation = true
  }
}
