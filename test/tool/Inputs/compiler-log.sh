#!/bin/sh
# A compiler that writes down what it is asked for: $LOG gets a line a command.
printf '%s\n' "$*" >> "$LOG"
exec "$REAL_CXX" "$@"
