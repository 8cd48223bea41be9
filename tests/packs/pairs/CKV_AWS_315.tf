resource "aws_autoscaling_group" "pass_lt" {
  launch_template {
    id      = "lt-1"
    version = "$Latest"
  }
}
resource "aws_autoscaling_group" "pass_mixed" {
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.x.id
      }
    }
  }
}
resource "aws_autoscaling_group" "fail_lc" {
  launch_configuration = "x"
}
resource "aws_autoscaling_group" "fail_ref" {
  max_size             = 5
  launch_configuration = aws_launch_configuration.x.name
}
