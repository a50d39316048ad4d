"""What the records give: questions, their answers once reckoned, and how both are shown."""
