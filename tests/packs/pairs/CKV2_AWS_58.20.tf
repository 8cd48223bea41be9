resource "aws_neptune_cluster" "fail_null" { deletion_protection = null }
