resource "aws_ecs_service" "pass_latest" {
  name             = "s"
  launch_type      = "FARGATE"
  platform_version = "LATEST"
}
resource "aws_ecs_service" "left_absent" {
  name        = "s"
  launch_type = "FARGATE"
}
resource "aws_ecs_service" "fail_old" {
  name             = "s"
  launch_type      = "FARGATE"
  platform_version = "1.3.0"
}
resource "aws_ecs_service" "fail_old2" {
  name             = "s"
  cluster          = "c"
  launch_type      = "FARGATE"
  platform_version = "1.2.0"
}
resource "aws_ecs_service" "left_ec2" {
  name        = "s"
  launch_type = "EC2"
}
