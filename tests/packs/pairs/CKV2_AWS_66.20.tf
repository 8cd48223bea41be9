resource "aws_mwaa_environment" "pass_null" { webserver_access_mode = null }
