#!/usr/bin/env python3
"""AddressSanitizer as the judge of counts: random programs, each an owner, a borrow of it in some form, something that drops or
changes the owner, and a use. Built plainly, AddressSanitizer tells which of them use what is gone. Each of these must end in
a panic when it is rewritten, elided or not, unless the rewriter has reported a borrow of that program (uninstrumented).
And elided and fully counted programs must end alike.

oracle.py --driver D --include DIR --library LIB --work DIR [--cases N] [--seed S] [--cxx g++]
       [--show N]  (of the programs that were not noticed)

Prints each program that was not noticed, and a line of totals. The same seed makes the same programs.
"""
import concurrent.futures
import random
import re
import subprocess
import sys

import borrowing
import trial


def main():
    args = trial.parsed(__doc__, show=3)
    source = args.work / "cases.cpp"
    cases = [borrowing.case(n, random.Random(args.seed * 100003 + n)) for n in range(args.cases)]
    flags = ["-std=c++20", "-O0", "-g", "-w", "-fsanitize=address", "-D_GLIBCXX_SANITIZE_VECTOR", "-I", args.include]
    first = []  # the line that a case begins with

    def write():
        text = borrowing.HEAD
        first.clear()
        for one in cases:
            first.append(text.count("\n") + 1)
            text += one + "\n"
        table = ", ".join(f"case{n}" for n in range(args.cases))
        text += ("int main(int, char **argv) {\n  static void (*const all[])() = {" + table +
                 "};\n  all[std::atoi(argv[1])]();\n  std::printf(\"%d\\n\", sum != 0);\n}\n")
        source.write_text(text)
        first.append(text.count("\n"))

    def case_at(line):
        return next((n for n in range(args.cases) if first[n] <= line < first[n + 1]), None)

    write()
    # Not all parts fit together: what is no program is left out.
    for compiler in (["clang++-22", "-ferror-limit=0"], [args.cxx]):
        done = subprocess.run([*compiler, "-fsyntax-only", *flags, source], capture_output=True, text=True)
        for line in re.findall(r"cases\.cpp:(\d+):\d+: (?:error|note: in inst|  required from)", done.stderr):
            if (n := case_at(int(line))) is not None:
                cases[n] = f"static void case{n}() {{}}"
        write()

    def build(name):
        """The program, and the cases of which something was reported."""
        tree, program, reported, file = args.work / name, args.work / f"{name}.program", set(), source
        if name != "plain":
            extra = [] if name == "elided" else ["--no-elide"]
            done = subprocess.run([args.driver, "--out", tree, *extra, source, "--", f"-I{args.include}"],
                                  capture_output=True, text=True)
            if done.returncode:
                sys.exit(f"{name}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
            for line in re.findall(r"cases\.cpp:(\d+):\d+: uninstrumented", done.stdout):
                if (n := case_at(int(line))) is not None:
                    reported.add(n)
                else:  # of a class in the head, whoever uses it
                    said = re.search(r"> (?:class|struct) (\w+)", source.read_text().splitlines()[int(line) - 1])
                    reported |= {n for n in range(args.cases) if said and re.search(rf"\b{said[1]}<", cases[n])}
            (args.work / f"{name}.findings").write_text(done.stdout)
            file = tree / source.name
        extra = [] if name == "plain" else ["-DCONURE_RUNTIME", "-include", "conure/rt.h", "-include", "conure/count.h",
                                            "-include", "conure/changes.h"]
        done = subprocess.run([args.cxx, *flags, *extra, file, args.library, "-pthread", "-ldl", "-o", program],
                              capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr[:3000]}")
        return program, reported

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        built = dict(zip(("plain", "elided", "counted"), pool.map(build, ("plain", "elided", "counted"))))

    def run(program, number):
        try:
            done = subprocess.run([program, str(number)], capture_output=True, text=True, timeout=60,
                                  env={"ASAN_OPTIONS": "detect_stack_use_after_return=1:detect_leaks=0:exitcode=77"})
        except subprocess.TimeoutExpired:
            return -1, "", "no end"
        return done.returncode, done.stdout, done.stderr

    totals = dict.fromkeys(("dangle", "noticed", "reported", "missed", "differ", "panic", "odd"), 0)

    def judge(number):
        plain, elided, counted = (run(built[name][0], number) for name in ("plain", "elided", "counted"))
        reported = number in built["elided"][1] or number in built["counted"][1]
        said = []
        if plain[0] == 77:
            totals["dangle"] += 1
            if elided[0] == 101 and counted[0] == 101:
                totals["noticed"] += 1
            elif reported:
                totals["reported"] += 1
            else:
                totals["missed"] += 1
                said.append(f"not noticed: elided ends with {elided[0]}, counted with {counted[0]}")
        elif plain[0] != 0 or any(one[0] not in (0, 101) for one in (elided, counted)):
            totals["odd"] += 1
            said.append(f"ends with {plain[0]}, elided {elided[0]}, counted {counted[0]}\n{plain[2][:1500]}"
                        f"{elided[2][:1500]}{counted[2][:1500]}")
        totals["panic"] += counted[0] == 101
        if elided[:2] != counted[:2] and not said and not reported:
            totals["differ"] += 1
            said.append(f"elided ends with {elided[:2]}, counted with {counted[:2]}")
        return "".join(f"case {number}: {one}\n{cases[number]}\n" for one in said)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        wrong = [text for text in pool.map(judge, range(args.cases)) if text]
    print("".join(wrong[:args.show]), end="")
    print(f"{args.cases} programs: {totals['dangle']} use what is gone, of which {totals['noticed']} panic, {totals['reported']} are "
          f"reported, {totals['missed']} are missed; {totals['panic']} panic in all, {totals['differ']} differ when elided, "
          f"{totals['odd']} end otherwise")
    if totals["noticed"] == 0 or totals["panic"] == args.cases:
        print("a test that cannot fail")
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
