"""How many queries a page takes: the same for little and for much."""
