# A small network, written the way most modules are.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = "~> 5.0"
      configuration_aliases = [aws.west, aws.east]
    }
  }

  backend "s3" {
    bucket = "state"
    key    = "network/terraform.tfstate"
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

variable "region" {
  description = "Where everything is built"
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "The region must look like eu-central-1."
  }
}

variable "subnets" {
  type = map(object({
    cidr   = string
    zone   = optional(string, "a")
    public = optional(bool, false)
  }))
  default = {}
}

locals {
  tags = merge(var.tags, { Module = "network" })

  public_subnets = { for name, subnet in var.subnets : name => subnet if subnet.public }
  by_zone        = { for name, subnet in var.subnets : subnet.zone => name... }
  zones          = distinct([for subnet in values(var.subnets) : subnet.zone])
  nat_count      = var.single_nat ? 1 : length(local.zones) > 3 ? 3 : length(local.zones)
  first_cidr     = try(values(var.subnets)[0].cidr, null)
  mask           = -1 * (32 - 24) + 2 % 3
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true # needed by the endpoints
  tags                 = local.tags
}

resource "aws_subnet" "this" {
  for_each = var.subnets

  vpc_id                  = aws_vpc.this.id
  cidr_block              = each.value.cidr
  availability_zone       = "${var.region}${each.value.zone}"
  map_public_ip_on_launch = each.value.public

  tags = merge(local.tags, {
    "Name"                                 = "net-${each.key}"
    "kubernetes.io/cluster/${var.cluster}" = "shared"
    (var.role_tag)                         = each.value.public ? "public" : "private"
  })

  lifecycle {
    ignore_changes = [tags["LastSeen"], tags_all]
  }
}

resource "aws_security_group" "this" {
  vpc_id = aws_vpc.this.id

  dynamic "ingress" {
    for_each = toset(var.ports)
    iterator = port

    content {
      from_port   = port.value
      to_port     = port.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
    }
  }

  egress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = !var.open && var.internal
  }
}

module "endpoints" {
  source   = "./endpoints"
  for_each = toset(["s3", "dynamodb"])

  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.this : subnet.id]
  name       = each.key

  providers = {
    aws = aws.west
  }

  depends_on = [aws_security_group.this]
}

output "subnet_ids" {
  value = values(aws_subnet.this)[*].id
}

output "route_table_ids" {
  value     = aws_route_table.this.*.id
  sensitive = false
}
