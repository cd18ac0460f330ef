int plain_number(void) { return 2; }
