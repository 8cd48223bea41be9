resource "aws_kms_key" "pass_on" {
  enable_key_rotation = true
}
resource "aws_kms_key" "pass_on_text" {
  enable_key_rotation = "true"
}
resource "aws_kms_key" "pass_symmetric" {
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  enable_key_rotation      = true
}
resource "aws_kms_key" "left_rsa" {
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"
}
resource "aws_kms_key" "left_hmac" {
  customer_master_key_spec = "HMAC_256"
  key_usage                = "GENERATE_VERIFY_MAC"
  enable_key_rotation      = false
}
resource "aws_kms_key" "fail_absent" {
  description = "x"
}
resource "aws_kms_key" "fail_off" {
  enable_key_rotation = false
}
resource "aws_kms_key" "fail_null" {
  enable_key_rotation = null
}
resource "aws_kms_key" "fail_symmetric" {
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
}
variable "rotate" {
  default = false
}
resource "aws_kms_key" "fail_var" {
  enable_key_rotation = var.rotate
}
variable "r2" {
  type = bool
}
resource "aws_kms_key" "unknown_var" {
  enable_key_rotation = var.r2
}
