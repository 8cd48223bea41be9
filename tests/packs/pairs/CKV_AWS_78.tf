resource "aws_codebuild_project" "pass_absent" {
  artifacts {
    type = "S3"
  }
}
resource "aws_codebuild_project" "pass_off" {
  artifacts {
    type                = "S3"
    encryption_disabled = false
  }
}
resource "aws_codebuild_project" "pass_noart" {
  artifacts {
    type                = "NO_ARTIFACTS"
    encryption_disabled = true
  }
}
resource "aws_codebuild_project" "fail_on" {
  artifacts {
    type                = "S3"
    encryption_disabled = true
  }
}
resource "aws_codebuild_project" "fail_secondary" {
  artifacts {
    type = "S3"
  }
  secondary_artifacts {
    artifact_identifier = "x"
    type                = "S3"
    encryption_disabled = "true"
  }
}
