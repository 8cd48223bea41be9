resource "aws_security_group" "pass_instance" { name = "a" }
resource "aws_instance" "aux" {
  ami                    = "a"
  vpc_security_group_ids = [aws_security_group.pass_instance.id]
}
resource "aws_security_group" "pass_lb" { name = "b" }
resource "aws_lb" "aux" { security_groups = [aws_security_group.pass_lb.id] }
resource "aws_security_group" "pass_lambda" { name = "c" }
resource "aws_lambda_function" "aux" {
  vpc_config {
    security_group_ids = [aws_security_group.pass_lambda.id]
    subnet_ids         = ["s"]
  }
}
resource "aws_security_group" "pass_rds" { name = "d" }
resource "aws_db_instance" "aux" { vpc_security_group_ids = [aws_security_group.pass_rds.id] }
resource "aws_security_group" "pass_eni" { name = "e" }
resource "aws_network_interface" "aux" {
  subnet_id       = "s"
  security_groups = [aws_security_group.pass_eni.id]
}
resource "aws_security_group" "pass_lt" { name = "f" }
resource "aws_launch_template" "aux" { vpc_security_group_ids = [aws_security_group.pass_lt.id] }
resource "aws_security_group" "pass_ecs" { name = "g" }
resource "aws_ecs_service" "aux" {
  network_configuration {
    subnets         = ["s"]
    security_groups = [aws_security_group.pass_ecs.id]
  }
}
resource "aws_security_group" "pass_eks" { name = "h" }
resource "aws_eks_cluster" "aux" {
  vpc_config {
    subnet_ids         = ["s"]
    security_group_ids = [aws_security_group.pass_eks.id]
  }
}
resource "aws_security_group" "pass_vpce" { name = "i" }
resource "aws_vpc_endpoint" "aux" {
  vpc_id             = "v"
  security_group_ids = [aws_security_group.pass_vpce.id]
}
resource "aws_security_group" "pass_emr" { name = "j" }
resource "aws_emr_cluster" "aux" {
  ec2_attributes { emr_managed_master_security_group = aws_security_group.pass_emr.id }
}
resource "aws_security_group" "pass_efs" { name = "k" }
resource "aws_efs_mount_target" "aux" {
  file_system_id  = "f"
  subnet_id       = "s"
  security_groups = [aws_security_group.pass_efs.id]
}
resource "aws_security_group" "pass_count" {
  count = 1
  name  = "l"
}
resource "aws_elb" "aux" { security_groups = [aws_security_group.pass_count[0].id] }
resource "aws_security_group" "pass_msk" { name = "m" }
resource "aws_msk_cluster" "aux" {
  broker_node_group_info { security_groups = [aws_security_group.pass_msk.id] }
}
resource "aws_security_group" "pass_attach" { name = "n" }
resource "aws_network_interface_sg_attachment" "aux" {
  security_group_id    = aws_security_group.pass_attach.id
  network_interface_id = "eni-1"
}
resource "aws_security_group" "pass_mwaa" { name = "o" }
resource "aws_mwaa_environment" "aux" {
  network_configuration {
    security_group_ids = [aws_security_group.pass_mwaa.id]
    subnet_ids         = ["s"]
  }
}
resource "aws_security_group" "pass_batch" { name = "p" }
resource "aws_batch_compute_environment" "aux" {
  compute_resources { security_group_ids = [aws_security_group.pass_batch.id] }
}
resource "aws_security_group" "fail_alone" { name = "y" }
resource "aws_security_group" "fail_rule" { name = "z" }
resource "aws_security_group_rule" "aux" {
  type              = "ingress"
  security_group_id = aws_security_group.fail_rule.id
  from_port         = 1
  to_port           = 1
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8"]
}
