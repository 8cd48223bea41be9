resource "aws_launch_template" "pass_plain" {
  user_data = base64encode("#!/bin/sh\nyum -y update\n")
}

resource "aws_launch_template" "fail_key" {
  user_data = base64encode("#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAQ3EGRZT7PLN5XV2B\n")
}

resource "aws_launch_template" "stricter_password" {
  user_data = base64encode("#!/bin/sh\nexport PASSWORD=S3cr3t-pa55word-xyz\n")
}
