resource "aws_docdb_cluster" "fail_1" { backup_retention_period = 1 }
resource "aws_docdb_cluster" "fail_6" { backup_retention_period = "6" }
