resource "aws_neptune_cluster" "pass_on" { deletion_protection = true }
resource "aws_neptune_cluster" "pass_string" { deletion_protection = "true" }
resource "aws_neptune_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_neptune_cluster" "fail_off" { deletion_protection = false }
