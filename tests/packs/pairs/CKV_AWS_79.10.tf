resource "aws_instance" "fail_endp" {
  ami = "a"
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "optional"
    http_put_response_hop_limit = 1
  }
}
resource "aws_launch_template" "fail_empty" {
  metadata_options {}
}
resource "aws_instance" "left_lt" {
  launch_template { id = aws_launch_template.aux.id }
}
resource "aws_launch_template" "aux" {
  metadata_options { http_tokens = "required" }
}
resource "aws_instance" "looser_lt" {
  launch_template { id = aws_launch_template.auxbad.id }
}
resource "aws_launch_template" "auxbad" { image_id = "x" }
