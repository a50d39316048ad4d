"""The parties' own text: Markdown, read with few freedoms, to HTML, to plain text and to a tree of plain values."""
