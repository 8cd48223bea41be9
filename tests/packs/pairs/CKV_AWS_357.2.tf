resource "aws_transfer_server" "fail_set" {
  protocols = toset(["FTP", "SFTP"])
}
