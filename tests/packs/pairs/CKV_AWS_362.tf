resource "aws_neptune_cluster" "pass_on" { copy_tags_to_snapshot = true }
resource "aws_neptune_cluster" "pass_string" { copy_tags_to_snapshot = "true" }
resource "aws_neptune_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_neptune_cluster" "fail_off" { copy_tags_to_snapshot = false }
