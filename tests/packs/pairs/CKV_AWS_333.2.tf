resource "aws_ecs_service" "fail_dyn" {
  dynamic "network_configuration" {
    for_each = [true]
    content {
      assign_public_ip = true
      subnets          = ["subnet-1"]
    }
  }
}
