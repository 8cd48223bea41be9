resource "aws_launch_configuration" "pass_plain" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m7i.large"
  user_data     = "#!/bin/sh\nyum -y update\n"
}

resource "aws_launch_configuration" "fail_key" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m7i.large"
  user_data     = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAQ3EGRZT7PLN5XV2B\n"
}
