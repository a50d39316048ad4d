"""The paper of a version: the PDF that both sides keep, with signatures, certificate and seal once it was agreed."""
