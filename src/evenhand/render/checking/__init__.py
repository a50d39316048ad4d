"""What `evenhand check` finds, for every reader: people, programs, SARIF viewers and GitHub."""
