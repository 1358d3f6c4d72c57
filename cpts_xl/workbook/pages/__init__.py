"""The sheets that we write: for the coordinator, for the reviewer, and what of them goes to paper."""
