resource "aws_instance" "pass_none" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_instance" "pass_clean" {
  ami       = "ami-1"
  user_data = "#! /bin/bash\nsudo apt-get update\nexport AWS_DEFAULT_REGION=us-west-2\n"
}
resource "aws_instance" "fail_key" {
  ami       = "ami-1"
  user_data = <<EOF
#! /bin/bash
sudo apt-get install -y apache2
export AWS_ACCESS_KEY_ID=AKIAQ3XKJHRTWPLMZ7VN
export AWS_SECRET_ACCESS_KEY=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
export AWS_DEFAULT_REGION=us-west-2
EOF
}
resource "aws_launch_configuration" "pass_lc" {
  image_id  = "ami-1"
  user_data = "#!/bin/bash\necho hello"
}
resource "aws_launch_configuration" "fail_lc" {
  image_id  = "ami-1"
  user_data = <<-EOF
    #! /bin/bash
    export AWS_ACCESS_KEY_ID=AKIAQ3XKJHRTWPLMZ7VN
    export AWS_SECRET_ACCESS_KEY=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
  EOF
}
resource "aws_launch_template" "pass_lt" {
  image_id  = "ami-1"
  user_data = base64encode("#!/bin/bash\necho hello")
}
resource "aws_launch_template" "fail_lt" {
  image_id  = "ami-1"
  user_data = base64encode("export AWS_SECRET_ACCESS_KEY=q8Zr3TnVxL0pWm5KdYb2HcUjE9sGfA7oI4RtN6Qk\n")
}
resource "aws_launch_template" "fail_lt_raw" {
  image_id  = "ami-1"
  user_data = "export AWS_ACCESS_KEY_ID=AKIAQ3XKJHRTWPLMZ7VN\nexport AWS_SECRET_ACCESS_KEY=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\n"
}
resource "aws_instance" "fail_b64" {
  ami              = "ami-1"
  user_data_base64 = base64encode("export AWS_SECRET_ACCESS_KEY=q8Zr3TnVxL0pWm5KdYb2HcUjE9sGfA7oI4RtN6Qk\n")
}
