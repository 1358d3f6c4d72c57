"""What comes from elsewhere and goes elsewhere: the accounts that an accountant sends, a calendar of deadlines."""
