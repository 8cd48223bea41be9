resource "aws_batch_job_definition" "fail_heredoc" {
  name                 = "x"
  type                 = "container"
  container_properties = <<CONTAINER_PROPERTIES
{
    "command": ["ls", "-la"],
    "image": "busybox",
    "resourceRequirements": [{"type": "VCPU", "value": "1"}],
    "privileged": true,
    "linuxParameters": {}
}
CONTAINER_PROPERTIES
}
resource "aws_batch_job_definition" "left_multi" {
  type            = "multinode"
  node_properties = jsonencode({ mainNode = 0, numNodes = 1, nodeRangeProperties = [{ targetNodes = "0:", container = { image = "x" } }] })
}
