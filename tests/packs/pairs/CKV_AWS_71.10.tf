resource "aws_redshift_cluster" "pass_cw" {
  cluster_identifier = "c"
  logging {
    enable               = true
    log_destination_type = "cloudwatch"
    log_exports          = ["connectionlog"]
  }
}
resource "aws_redshift_cluster" "fail_empty" {
  cluster_identifier = "c2"
  logging { bucket_name = "b" }
}
