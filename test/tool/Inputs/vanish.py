"""vanish.py FILE COMMAND…: starts the command, takes FILE away while it is busy with another unit, and fails unless the status
is 3. What the command says goes on."""
import os
import subprocess
import sys
import time

process = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
time.sleep(1)
os.unlink(sys.argv[1])
out, _ = process.communicate()
sys.stdout.buffer.write(out)
sys.exit(process.returncode != 3)
