"""The agreement in full sentences: what people read, before it is set as text, HTML, PDF or Word."""
