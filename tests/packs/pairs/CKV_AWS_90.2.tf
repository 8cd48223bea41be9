resource "aws_docdb_cluster_parameter_group" "fail_dyn" {
  dynamic "parameter" {
    for_each = { tls = "disabled", ttl_monitor = "enabled" }
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}
