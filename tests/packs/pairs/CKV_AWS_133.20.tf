resource "aws_db_instance" "left_replica" {
  replicate_source_db     = "d"
  backup_retention_period = 0
}
resource "aws_db_instance" "stricter_1" { backup_retention_period = 1 }
resource "aws_rds_cluster" "stricter_5" { backup_retention_period = 5 }
