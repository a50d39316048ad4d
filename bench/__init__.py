"""Our speed beside that of other people's code, in the same run and with every answer compared."""
