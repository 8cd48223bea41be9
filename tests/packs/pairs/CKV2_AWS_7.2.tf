resource "aws_security_group" "left_sg" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_emr_cluster" "fail_emr" {
  name = "c"
  ec2_attributes {
    emr_managed_master_security_group = aws_security_group.left_sg.id
    emr_managed_slave_security_group  = aws_security_group.left_sg.id
  }
}
