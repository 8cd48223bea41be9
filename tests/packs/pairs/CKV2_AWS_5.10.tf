resource "aws_security_group" "fail_ref" { name = "a" }
resource "aws_security_group" "aux" {
  name = "b"
  ingress {
    from_port       = 1
    to_port         = 1
    protocol        = "tcp"
    security_groups = [aws_security_group.fail_ref.id]
  }
}
resource "aws_instance" "i" {
  ami                    = "a"
  vpc_security_group_ids = [aws_security_group.aux.id]
}
resource "aws_security_group" "pass_old" { name = "c" }
resource "aws_instance" "j" {
  ami             = "a"
  security_groups = [aws_security_group.pass_old.name]
}
resource "aws_security_group" "pass_lc" { name = "d" }
resource "aws_launch_configuration" "l" { security_groups = [aws_security_group.pass_lc.id] }
resource "aws_security_group" "pass_cb" { name = "e" }
resource "aws_codebuild_project" "p" {
  vpc_config { security_group_ids = [aws_security_group.pass_cb.id] }
}
resource "aws_security_group" "pass_redis" { name = "f" }
resource "aws_elasticache_replication_group" "r" { security_group_ids = [aws_security_group.pass_redis.id] }
resource "aws_security_group" "pass_dms" { name = "g" }
resource "aws_dms_replication_instance" "d" { vpc_security_group_ids = [aws_security_group.pass_dms.id] }
resource "aws_security_group" "pass_os" { name = "h" }
resource "aws_opensearch_domain" "o" {
  vpc_options { security_group_ids = [aws_security_group.pass_os.id] }
}
resource "aws_security_group" "pass_mq" { name = "i" }
resource "aws_mq_broker" "m" { security_groups = [aws_security_group.pass_mq.id] }
resource "aws_security_group" "pass_ltni" { name = "j" }
resource "aws_launch_template" "t" {
  network_interfaces { security_groups = [aws_security_group.pass_ltni.id] }
}
resource "aws_security_group" "pass_neptune" { name = "k" }
resource "aws_neptune_cluster" "n" { vpc_security_group_ids = [aws_security_group.pass_neptune.id] }
resource "aws_security_group" "pass_sm" { name = "l" }
resource "aws_sagemaker_notebook_instance" "s" { security_groups = [aws_security_group.pass_sm.id] }
resource "aws_security_group" "pass_r53" { name = "m" }
resource "aws_route53_resolver_endpoint" "r" { security_group_ids = [aws_security_group.pass_r53.id] }
resource "aws_security_group" "pass_pipes" { name = "n" }
resource "aws_cloudwatch_event_target" "e" {
  ecs_target {
    network_configuration {
      security_groups = [aws_security_group.pass_pipes.id]
      subnets         = ["s"]
    }
  }
}
resource "aws_security_group" "pass_ws" { name = "o" }
resource "aws_vpclattice_service_network_vpc_association" "v" { security_group_ids = [aws_security_group.pass_ws.id] }
resource "aws_security_group" "pass_ng" { name = "p" }
resource "aws_eks_node_group" "g" {
  remote_access {
    ec2_ssh_key               = "k"
    source_security_group_ids = [aws_security_group.pass_ng.id]
  }
}
