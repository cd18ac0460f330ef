#!/usr/bin/env python3
"""Runs each form of borrow in a program that takes its name and good or bad.

The program is rewritten and built with g++ and with clang++, under
AddressSanitizer, with and without elision. "good" must end well and in silence.
"bad" must end in a panic that names the line marked `DROP form` (the last one
in the user's file that the stack trace or the report shows) and the line
marked `BORROW form`; a form without such marks must end well too. A report of
contents names the line of the change itself.
"""
import concurrent.futures
import re
import subprocess
import sys

import arguments

args = arguments.parsed()
source = args.source
marks = {}
for number, line in enumerate(source.read_text().splitlines(), 1):
    for kind, form in re.findall(r"\b(DROP|BORROW) (\w+)", line.partition("//")[2]):
        marks.setdefault(form, {}).setdefault(kind, []).append(number)
forms = sorted({m for m in re.findall(r"\bFORM\((\w+)\)", source.read_text()) if m != "name"})
failures = []


def build(compiler, elide):
    name = f"{compiler}-{'elided' if elide else 'counted'}"
    tree = args.work / name
    command = [args.driver, "--out", str(tree), str(source)] + ([] if elide else ["--no-elide"])
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or "uninstrumented" in done.stdout:
        failures.append(f"{name}: rewriting says\n{done.stdout}{done.stderr}")
        return None
    program = args.work / (name + ".program")
    done = subprocess.run([compiler, "-std=c++20", "-O0", "-g", "-fsanitize=address", "-Wall", "-Wextra", "-DCONURE_RUNTIME",
                           "-Wno-missing-field-initializers", "-Wno-dangling-gsl", "-I", args.include, "-include", "conure/rt.h", str(tree / source.name), "-o",
                           str(program), str(args.library),
                           "-pthread", "-ldl",
                           "-Wl,-u,conure_describe_address"], capture_output=True, text=True)
    if done.returncode or done.stderr:
        failures.append(f"{name}: compiling says\n{done.stderr[:6000]}")
    return program if done.returncode == 0 else None


def run(program, form, how):
    return subprocess.run([str(program), form, how], capture_output=True, text=True, timeout=120)


def check(program, form):
    name = f"{program.name} {form}"
    good = run(program, form, "good")
    if good.returncode or good.stderr:
        failures.append(f"{name} good: status {good.returncode}\n{good.stderr[:2000]}")
    bad = run(program, form, "bad")
    wanted = marks.get(form)
    if not wanted:
        if bad.returncode:
            failures.append(f"{name} bad: status {bad.returncode}\n{bad.stderr[:2000]}")
        return
    if bad.returncode != 101 or not re.search(r" (was dropped|was moved|at .*) while \d+ borrows? of ", bad.stderr):
        failures.append(f"{name} bad: status {bad.returncode}, not a panic\n{bad.stderr[:2000]}")
        return
    borrowed = {int(n) for n in re.findall(r"borrowed at \S*/" + re.escape(source.name) + r":(\d+)", bad.stderr)}
    if "BORROW" in wanted and not borrowed & set(wanted["BORROW"]):
        failures.append(f"{name} bad: the borrow of line {wanted['BORROW']} is not named\n{bad.stderr[:2000]}")
    # A report of contents names the change itself; of a value, the stack leads to the drop.
    told, _, stack = bad.stderr.partition("\n  at\n")
    lines = {int(n) for n in re.findall(re.escape(source.name) + r":(\d+)", told.partition("\n")[0] + stack)}
    if "DROP" in wanted and not lines & set(wanted["DROP"]):
        failures.append(f"{name} bad: the drop of line {wanted['DROP']} is not named\n{bad.stderr[:2000]}")


for compiler, elide in (("g++", True), ("clang++-22", True), ("clang++-22", False)):
    program = build(compiler, elide)
    if program:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda form: check(program, form), forms))
print("\n".join(failures))
sys.exit(bool(failures))
