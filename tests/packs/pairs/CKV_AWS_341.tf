resource "aws_launch_template" "pass_one" {
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
}
resource "aws_launch_template" "left_absent" {
  image_id = "ami-1"
}
resource "aws_launch_configuration" "pass_one" {
  metadata_options {
    http_put_response_hop_limit = "1"
  }
}
resource "aws_launch_template" "left_default" {
  metadata_options {
    http_tokens = "required"
  }
}
resource "aws_launch_template" "fail_two" {
  metadata_options {
    http_put_response_hop_limit = 2
  }
}
resource "aws_launch_configuration" "fail_two" {
  metadata_options {
    http_put_response_hop_limit = "2"
  }
}
resource "aws_launch_template" "fail_many" {
  metadata_options {
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 64
  }
}
