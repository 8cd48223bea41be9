resource "aws_kms_key" "fail_encrypt" {
  key_usage           = "ENCRYPT_DECRYPT"
  enable_key_rotation = "false"
}
resource "aws_kms_key" "pass_var" {
  enable_key_rotation = var.on
}
variable "on" {
  default = "true"
}
