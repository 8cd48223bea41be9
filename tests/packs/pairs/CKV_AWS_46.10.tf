resource "aws_instance" "fail_docs" {
  ami       = "a"
  user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
}
resource "aws_instance" "fail_docs2" {
  ami       = "a"
  user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMAAA\nexport AWS_SECRET_ACCESS_KEY=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\n"
}
resource "aws_instance" "fail_only_id" {
  ami       = "a"
  user_data = "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMAAA"
}
resource "aws_launch_template" "fail_lt" {
  image_id  = "a"
  user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMAAA\nexport AWS_SECRET_ACCESS_KEY=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\n"
}
resource "aws_launch_configuration" "fail_lc" {
  image_id  = "a"
  user_data = "#! /bin/bash\nexport DATABASE_PASSWORD=\"SSuperSecretPassword1\"\n"
}
resource "aws_instance" "fail_pem" {
  ami       = "a"
  user_data = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"
}
