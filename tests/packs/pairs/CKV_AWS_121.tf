resource "aws_config_configuration_aggregator" "pass_account" {
  account_aggregation_source {
    account_ids = ["123456789012"]
    all_regions = true
  }
}
resource "aws_config_configuration_aggregator" "pass_org" {
  organization_aggregation_source {
    all_regions = "true"
    role_arn    = "x"
  }
}
resource "aws_config_configuration_aggregator" "fail_account" {
  account_aggregation_source {
    account_ids = ["123456789012"]
    regions     = ["us-west-2"]
  }
}
resource "aws_config_configuration_aggregator" "fail_org" {
  organization_aggregation_source {
    regions  = ["us-west-2"]
    role_arn = "x"
  }
}
resource "aws_config_configuration_aggregator" "fail_off" {
  organization_aggregation_source {
    all_regions = false
    role_arn    = "x"
  }
}
