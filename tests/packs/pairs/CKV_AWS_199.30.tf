resource "aws_imagebuilder_distribution_configuration" "fail_region" {
  name = "d"
  distribution { region = "us-east-1" }
}
resource "aws_imagebuilder_distribution_configuration" "pass_container" {
  name = "d"
  distribution {
    region = "us-east-1"
    container_distribution_configuration {
      target_repository {
        repository_name = "r"
        service         = "ECR"
      }
    }
  }
}
