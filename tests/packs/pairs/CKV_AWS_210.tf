resource "aws_batch_job_definition" "pass_off" {
  type                 = "container"
  container_properties = <<EOF
{"command": ["ls"], "image": "busybox", "privileged": false}
EOF
}
resource "aws_batch_job_definition" "pass_absent" {
  type                 = "container"
  container_properties = jsonencode({ image = "busybox", command = ["ls"] })
}
resource "aws_batch_job_definition" "left_none" {
  type = "container"
}
resource "aws_batch_job_definition" "fail_on" {
  type                 = "container"
  container_properties = <<EOF
{"command": ["ls"], "image": "busybox", "privileged": true}
EOF
}
resource "aws_batch_job_definition" "fail_json" {
  type                 = "container"
  container_properties = jsonencode({ image = "busybox", privileged = true })
}
