"""Runs a command, passes on what it says (stdout and stderr) and fails unless its exit status is the first argument."""
import subprocess
import sys

done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
sys.stdout.buffer.write(done.stdout)
if done.returncode != int(sys.argv[1]):
    sys.exit(f"exit status {done.returncode}, expected {sys.argv[1]}: {' '.join(sys.argv[2:])}\n{done.stdout.decode(errors='replace')}")
