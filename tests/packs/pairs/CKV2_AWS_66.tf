resource "aws_mwaa_environment" "pass_private" {
  name                  = "m"
  webserver_access_mode = "PRIVATE_ONLY"
}
resource "aws_mwaa_environment" "pass_absent" { name = "m" }
resource "aws_mwaa_environment" "fail_public" {
  name                  = "m"
  webserver_access_mode = "PUBLIC_ONLY"
}
resource "aws_mwaa_environment" "fail_public2" {
  dag_s3_path           = "dags/"
  webserver_access_mode = "PUBLIC_ONLY"
}
