variable "name" {
  description = "Name of the central bucket, and prefix of most other names; it has to be unique in the world."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,33}[a-z0-9]$", var.name))
    error_message = "Use 4 to 35 lower-case letters, digits and hyphens, from a letter to a letter or digit."
  }
}

variable "source_bucket" {
  description = "Existing bucket to which the audit logs are written as CUSTOMER/NAME.csv; it has to send its events to EventBridge."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.source_bucket))
    error_message = "Write the name of a bucket."
  }
}

variable "source_key_arn" {
  description = "The KMS key of the source bucket, if it has one of its own."
  type        = string
  default     = null

  validation {
    condition     = var.source_key_arn == null ? true : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.source_key_arn))
    error_message = "Write the ARN of a key, not of an alias."
  }
}

variable "access_log_bucket" {
  description = "Existing central bucket that receives the S3 server access logs (S3 delivers them to SSE-S3 buckets only) and the flow logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "Write the name of a bucket."
  }
}

variable "aws_region" {
  description = "Region of every resource."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "Write a region as AWS does: eu-central-1."
  }
}

variable "writer_role_arns" {
  description = "Roles of other accounts that write audit logs through the access point, besides the function of this stack."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.writer_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "Write the ARNs of roles, without wildcards."
  }
}

variable "availability_zones" {
  description = "Redshift Serverless requires at least three availability zones."
  type        = list(string)
  default     = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]

  validation {
    condition     = length(var.availability_zones) >= 3 && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "Name at least three zones, each of them once."
  }
}

variable "vpc_cidr" {
  description = "The private network of Glue and Redshift."
  type        = string
  default     = "10.80.0.0/20"

  validation {
    condition     = can(cidrsubnet(var.vpc_cidr, 4, 15))
    error_message = "Write an IPv4 network as 10.80.0.0/20. Each zone gets a sixteenth of it."
  }
}

variable "database" {
  description = "Name of the database in Redshift."
  type        = string
  default     = "wau_audit"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database)) && var.database != "dev"
    error_message = "Use up to 63 lower-case letters, digits and underscores, starting with a letter. \"dev\" says nothing about its data."
  }
}

variable "base_capacity" {
  description = "Redshift Processing Units that answer queries at least."
  type        = number
  default     = 8

  validation {
    condition     = var.base_capacity >= 8 && var.base_capacity <= 512 && var.base_capacity % 8 == 0
    error_message = "Give a multiple of 8, from 8 to 512."
  }
}

variable "worker_type" {
  description = "Size of the workers of the Glue job."
  type        = string
  default     = "G.1X"

  validation {
    condition     = contains(["G.1X", "G.2X", "G.4X", "G.8X"], var.worker_type)
    error_message = "Choose G.1X, G.2X, G.4X or G.8X."
  }
}

variable "max_workers" {
  description = "How many workers the Glue job may have at most. It takes fewer if they are enough."
  type        = number
  default     = 4

  validation {
    condition     = var.max_workers >= 2 && var.max_workers <= 100 && floor(var.max_workers) == var.max_workers
    error_message = "Give a whole number from 2 to 100."
  }
}

variable "flex" {
  description = "Whether the Glue job waits for spare capacity, which costs less."
  type        = bool
  default     = false
}

variable "retention_days" {
  description = "How long audit logs are kept in the central bucket."
  type        = number
  default     = 400

  validation {
    condition     = var.retention_days >= 91 && floor(var.retention_days) == var.retention_days
    error_message = "Audit logs move to infrequent access after 30 days and have to stay there for 60 more at least."
  }
}
