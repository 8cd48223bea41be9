resource "aws_msk_cluster" "pass_absent" {
  cluster_name = "c"
  broker_node_group_info {
    instance_type  = "kafka.m5.large"
    client_subnets = ["subnet-1"]
  }
}
resource "aws_msk_cluster" "pass_off" {
  cluster_name = "c"
  broker_node_group_info {
    connectivity_info {
      public_access { type = "DISABLED" }
    }
  }
}
resource "aws_msk_cluster" "fail_on" {
  cluster_name = "c"
  broker_node_group_info {
    connectivity_info {
      public_access { type = "SERVICE_PROVIDED_EIPS" }
    }
  }
}
resource "aws_msk_cluster" "fail_dyn" {
  cluster_name = "c"
  broker_node_group_info {
    connectivity_info {
      dynamic "public_access" {
        for_each = ["SERVICE_PROVIDED_EIPS"]
        content { type = public_access.value }
      }
    }
  }
}
