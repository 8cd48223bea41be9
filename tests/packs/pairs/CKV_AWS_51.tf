resource "aws_ecr_repository" "pass_on" {
  name                 = "x"
  image_tag_mutability = "IMMUTABLE"
}
resource "aws_ecr_repository" "pass_excl" {
  name                 = "x"
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
  image_tag_mutability_exclusion_filter {
    filter      = "latest*"
    filter_type = "WILDCARD"
  }
}
resource "aws_ecr_repository" "fail_absent" {
  name = "x"
}
resource "aws_ecr_repository" "fail_off" {
  image_tag_mutability = "MUTABLE"
}
