resource "aws_ecs_service" "pass_absent" {
  name = "x"
}
resource "aws_ecs_service" "pass_off" {
  network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = false
  }
}
resource "aws_ecs_service" "pass_default" {
  network_configuration {
    subnets = ["subnet-1"]
  }
}
resource "aws_ecs_service" "fail_on" {
  network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = true
  }
}
resource "aws_ecs_service" "fail_text" {
  launch_type = "FARGATE"
  network_configuration {
    assign_public_ip = "true"
  }
}
