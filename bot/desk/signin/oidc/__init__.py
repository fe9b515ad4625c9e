"""The college's sign-on: OpenID Connect, authorization code with PKCE."""
