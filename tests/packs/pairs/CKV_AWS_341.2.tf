resource "aws_launch_configuration" "fail_big" {
  metadata_options {
    http_put_response_hop_limit = 5
  }
}
resource "aws_launch_configuration" "left_none" {
  image_id = "ami-1"
}
