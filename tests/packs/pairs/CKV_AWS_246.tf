resource "aws_rds_cluster_activity_stream" "pass_key" {
  resource_arn = "x"
  mode         = "async"
  kms_key_id   = aws_kms_key.x.key_id
}
resource "aws_rds_cluster_activity_stream" "pass_literal" {
  resource_arn = aws_rds_cluster.x.arn
  kms_key_id   = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_rds_cluster_activity_stream" "fail_absent" {
  resource_arn = "x"
}
resource "aws_rds_cluster_activity_stream" "fail_aws_managed" {
  resource_arn = "x"
  kms_key_id   = "alias/aws/rds"
}
