resource "aws_transfer_server" "pass_sftp" {
  protocols = ["SFTP"]
}
resource "aws_transfer_server" "pass_absent" {
  domain = "S3"
}
resource "aws_transfer_server" "pass_ftps" {
  protocols = ["FTPS", "SFTP"]
}
resource "aws_transfer_server" "fail_ftp" {
  protocols = ["FTP"]
}
resource "aws_transfer_server" "fail_both" {
  protocols = ["SFTP", "FTP"]
}
