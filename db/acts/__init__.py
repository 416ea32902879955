"""What people do, one file a noun: rules decide, the store writes, one event bears witness."""
