terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "name" {
  description = "The name of the bucket."
  type        = string
}

variable "versioning" {
  description = "Whether the bucket keeps earlier versions of its objects."
  type        = string
  default     = "Suspended"
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = var.versioning
  }
}
