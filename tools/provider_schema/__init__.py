"""Makes the provider schemas in `riveter/provider_schema/data` (see docs/provider-schemas.md)."""
