resource "aws_instance" "pass_tokens" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}
resource "aws_instance" "pass_off" {
  ami = "ami-1"
  metadata_options { http_endpoint = "disabled" }
}
resource "aws_instance" "fail_absent" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_instance" "fail_optional" {
  ami = "ami-1"
  metadata_options { http_tokens = "optional" }
}
resource "aws_instance" "fail_no_tokens" {
  ami = "ami-1"
  metadata_options { http_endpoint = "enabled" }
}
resource "aws_launch_configuration" "pass_lc" {
  image_id = "ami-1"
  metadata_options { http_tokens = "required" }
}
resource "aws_launch_configuration" "pass_lc_off" {
  image_id = "ami-1"
  metadata_options { http_endpoint = "disabled" }
}
resource "aws_launch_configuration" "fail_lc" { image_id = "ami-1" }
resource "aws_launch_configuration" "fail_lc_optional" {
  image_id = "ami-1"
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "optional"
  }
}
resource "aws_launch_template" "pass_lt" {
  image_id = "ami-1"
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}
resource "aws_launch_template" "pass_lt_off" {
  metadata_options {
    http_endpoint = "disabled"
    http_tokens   = "optional"
  }
}
resource "aws_launch_template" "fail_lt" { image_id = "ami-1" }
resource "aws_launch_template" "fail_lt_optional" {
  image_id = "ami-1"
  metadata_options { http_tokens = "optional" }
}
