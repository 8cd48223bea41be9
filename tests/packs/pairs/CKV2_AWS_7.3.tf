resource "aws_security_group" "left_sg" {
  ingress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_emr_cluster" "fail_emr" {
  name = "c"
  ec2_attributes { additional_master_security_groups = aws_security_group.left_sg.id }
}
