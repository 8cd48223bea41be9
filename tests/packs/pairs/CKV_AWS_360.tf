resource "aws_docdb_cluster" "pass_7" { backup_retention_period = 7 }
resource "aws_docdb_cluster" "pass_30" { backup_retention_period = "30" }
resource "aws_docdb_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_docdb_cluster" "fail_5" { backup_retention_period = 5 }
