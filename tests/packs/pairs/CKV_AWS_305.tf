resource "aws_cloudfront_distribution" "left_root" {
  default_root_object = "index.html"
}
resource "aws_cloudfront_distribution" "left_root2" {
  enabled             = true
  default_root_object = "home.html"
}
resource "aws_cloudfront_distribution" "looser_absent" {
  enabled = true
}
resource "aws_cloudfront_distribution" "looser_empty" {
  default_root_object = ""
}
