"""The operations, a module a subject: each calls one service or query with the caller's access."""
