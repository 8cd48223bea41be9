resource "aws_db_instance" "left_off" {
  performance_insights_enabled    = false
  performance_insights_kms_key_id = "k"
}
resource "aws_db_instance" "fail_empty" {
  performance_insights_enabled    = true
  performance_insights_kms_key_id = ""
}
