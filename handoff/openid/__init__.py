"""Log-in at the town's own provider (OpenID Connect), such as Keycloak."""
