resource "aws_db_instance" "pass_35" {
  engine                  = "mysql"
  backup_retention_period = 35
}
resource "aws_db_instance" "pass_1" {
  engine                  = "mysql"
  backup_retention_period = "7"
}
resource "aws_db_instance" "fail_absent" {
  engine         = "mysql"
  instance_class = "db.t3.micro"
}
resource "aws_db_instance" "fail_zero" { backup_retention_period = 0 }
resource "aws_rds_cluster" "pass_c" { backup_retention_period = 35 }
resource "aws_rds_cluster" "pass_c7" {
  engine                  = "aurora"
  backup_retention_period = 7
}
resource "aws_rds_cluster" "fail_zero_c" { backup_retention_period = 0 }
resource "aws_rds_cluster" "stricter_c_absent" { engine = "aurora-mysql" }
