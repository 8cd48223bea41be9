resource "aws_ecs_cluster" "pass_on" {
  name = "c"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
resource "aws_ecs_cluster" "pass_enhanced" {
  name = "c"
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}
resource "aws_ecs_cluster" "fail_absent" { name = "c" }
resource "aws_ecs_cluster" "fail_off" {
  name = "c"
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}
