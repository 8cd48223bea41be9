# --- A network without a way to the internet: three zones, and the services that Glue and Redshift use -------------------

resource "aws_vpc" "this" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = var.name
  }
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_flow_log" "this" {
  vpc_id               = aws_vpc.this.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:${local.partition}:s3:::${var.access_log_bucket}/vpc/"
}

resource "aws_subnet" "this" {
  count = length(var.availability_zones)

  vpc_id            = aws_vpc.this.id
  availability_zone = var.availability_zones[count.index]
  cidr_block        = cidrsubnet(var.vpc_cidr, 4, count.index)

  tags = {
    Name = "${var.name}-${var.availability_zones[count.index]}"
  }
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  count = length(aws_subnet.this)

  subnet_id      = aws_subnet.this[count.index].id
  route_table_id = aws_route_table.this.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.${var.aws_region}.s3"
  route_table_ids   = [aws_route_table.this.id]
}

resource "aws_vpc_endpoint" "services" {
  for_each = toset(["glue", "kms", "logs", "secretsmanager"])

  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${var.aws_region}.${each.key}"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.this[*].id
  security_group_ids  = [aws_security_group.this["endpoints"].id]
}

resource "aws_security_group" "this" {
  for_each = {
    glue      = "Glue: the crawler and the job"
    redshift  = "Redshift: answers Glue"
    endpoints = "Services of AWS: answer Glue"
  }

  name        = "${var.name}-${each.key}"
  description = each.value
  vpc_id      = aws_vpc.this.id
}

# Glue asks for a group whose members reach one another.
resource "aws_vpc_security_group_ingress_rule" "glue" {
  security_group_id            = aws_security_group.this["glue"].id
  description                  = "Workers of Glue"
  referenced_security_group_id = aws_security_group.this["glue"].id
  ip_protocol                  = "tcp"
  from_port                    = 0
  to_port                      = 65535
}

resource "aws_vpc_security_group_egress_rule" "glue" {
  for_each = {
    glue      = { from = 0, to = 65535 }
    redshift  = { from = 5439, to = 5439 }
    endpoints = { from = 443, to = 443 }
  }

  security_group_id            = aws_security_group.this["glue"].id
  description                  = "Glue to ${each.key}"
  referenced_security_group_id = aws_security_group.this[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.from
  to_port                      = each.value.to
}

resource "aws_vpc_security_group_ingress_rule" "from_glue" {
  for_each = {
    redshift  = 5439
    endpoints = 443
  }

  security_group_id            = aws_security_group.this[each.key].id
  description                  = "Glue to ${each.key}"
  referenced_security_group_id = aws_security_group.this["glue"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  for_each = toset(["glue", "redshift"])

  security_group_id = aws_security_group.this[each.key].id
  description       = "S3, by the gateway"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
